import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { synthesiseEverything } from './allStacks.js';
import { deploymentActions, managementOnly } from './deploymentActions.js';
import { asList, only, pointsTo, resources } from './synth.js';

const { templates } = synthesiseEverything('production');
const { Properties } = only(
  templates['messages-production-service-control-policy']!,
  'AWS::Organizations::Policy',
);
interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
const statements: readonly Statement[] = Properties.Content.Statement;

interface Request {
  readonly action: string;
  readonly principal: string;
  readonly region?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Without regard to case: IAM compares actions so, and no two ARNs here differ in case alone. */
const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern.replaceAll(/[.+^$()[\]\\{}|]/g, '\\$&').replaceAll('*', '.*')}$`,
    'i',
  ).test(text);

/** Evaluates one condition operator of those that the policy uses. */
function holds(operator: string, key: string, expected: unknown, request: Request): boolean {
  const value =
    key === 'aws:PrincipalArn'
      ? request.principal
      : key === 'aws:RequestedRegion'
        ? (request.region ?? 'us-east-1')
        : request.tags?.[key.replace('aws:RequestTag/', '')];
  switch (operator) {
    case 'StringNotEquals':
      return !asList(expected as string).includes(value!);
    case 'ArnNotLike':
      return !asList(expected as string).some((pattern) => matches(pattern, value!));
    case 'Null':
      return String(value === undefined) === expected;
    default:
      throw new Error(`The test does not know ${operator}`);
  }
}

/** The statements that deny a request. */
const deniedBy = (request: Request): string[] =>
  statements
    .filter(({ Action, NotAction, Condition = {} }) => {
      const named = NotAction
        ? !NotAction.some((pattern) => matches(pattern, request.action))
        : asList(Action!).some((pattern) => matches(pattern, request.action));
      return (
        named &&
        Object.entries(Condition).every(([operator, keys]) =>
          Object.entries(keys).every(([key, expected]) => holds(operator, key, expected, request)),
        )
      );
    })
    .map(({ Sid }) => Sid);

const deployment =
  'arn:aws:iam::123456789012:role/cdk-hnb659fds-cfn-exec-role-123456789012-us-east-1';
const administrator = 'arn:aws:iam::123456789012:role/Administrator';
const provisioned = synthesiseEverything('production', {
  capacity: 'provisioned',
  readCapacity: '5-100',
  writeCapacity: '5-100',
});
const types = [
  ...new Set(
    [...Object.values(templates), ...Object.values(provisioned.templates)].flatMap(
      ({ Resources }) => Object.values(Resources).map(({ Type }) => Type),
    ),
  ),
].filter((type) => type !== 'AWS::CDK::Metadata' && !managementOnly.includes(type));

describe('the service control policy', () => {
  it.each(types)('lets a deployment create, roll back and delete %s', (type) => {
    const actions = deploymentActions[type];
    expect(actions, 'no actions are listed for it in deploymentActions.ts').toBeDefined();
    const denied = [...actions!.make, ...actions!.delete].flatMap((action) =>
      deniedBy({ action, principal: deployment }).map((sid) => `${action} by ${sid}`),
    );
    expect(denied).toEqual([]);
  });

  it('knows for every type what makes it and, but for a schema, what deletes it', () => {
    for (const type of types) {
      const { make, delete: remove } = deploymentActions[type]!;
      expect(make.length, type).toBeGreaterThan(0);
      if (type !== 'AWS::AppSync::GraphQLSchema') expect(remove.length, type).toBeGreaterThan(0);
    }
  });

  it('lets an administrator run each command of docs/operations.md', () => {
    const runbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const actions = [...runbook.matchAll(/\baws ([a-z-]+) ([a-z]+(?:-[a-z]+)+)/g)].map(
      ([, service, command]) =>
        `${service}:${command!.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}`,
    );
    expect(actions).toContain('dynamodb:RestoreTableToPointInTime');
    expect(actions).toContain('cloudformation:DeleteStack');
    const denied = actions.filter(
      (action) => deniedBy({ action, principal: administrator }).length > 0,
    );
    expect(denied).toEqual([]);
  });

  it('locks the accounts to the allowed regions, except for services without a region', () => {
    const abroad = { principal: administrator, region: 'eu-north-1' };
    expect(deniedBy({ action: 'dynamodb:CreateTable', ...abroad })).toContain('RegionLock');
    expect(deniedBy({ action: 'appsync:CreateGraphqlApi', ...abroad })).toContain('RegionLock');
    expect(deniedBy({ action: 'iam:CreateRole', ...abroad })).toEqual([]);
    expect(deniedBy({ action: 'cloudfront:CreateDistribution', ...abroad })).toEqual([]);
    expect(deniedBy({ action: 'appsync:CreateGraphqlApi', principal: administrator })).toEqual([]);
  });

  it.each([
    'dynamodb:DeleteTable',
    'backup:DeleteBackupVault',
    'backup:PutBackupVaultAccessPolicy',
    'cognito-idp:DeleteUserPool',
    'kms:ScheduleKeyDeletion',
    'cloudtrail:StopLogging',
    'cloudtrail:DeleteTrail',
    'cloudtrail:PutEventSelectors',
    'config:DeleteConfigRule',
    'config:StopConfigurationRecorder',
  ])('denies %s to an administrator', (action) => {
    expect(deniedBy({ action, principal: administrator })).toHaveLength(1);
  });

  it.each(['backup:DeleteRecoveryPoint', 'dynamodb:DeleteBackup'])(
    'denies %s to deployments too',
    (action) => {
      expect(deniedBy({ action, principal: deployment })).toHaveLength(1);
    },
  );

  it('lets AWS Backup delete backups that are past, with the role of the plan and no other', () => {
    const product = templates['messages-production']!;
    const selection = only(product, 'AWS::Backup::BackupSelection').Properties.BackupSelection;
    const deletes = (name: string) =>
      deniedBy({
        action: 'dynamodb:DeleteBackup',
        principal: `arn:aws:iam::123456789012:role/${name}`,
      });
    // IAM takes 64 characters: CloudFormation cuts both names to 24.
    const logicalId = pointsTo(selection.IamRoleArn)!.slice(0, 24);
    expect(deletes(`messages-production-${logicalId}-1A2B3C4D5E6F`)).toEqual([]);
    for (const { id } of resources(product, 'AWS::IAM::Role')) {
      if (id.startsWith(logicalId)) continue;
      expect(deletes(`messages-production-${id.slice(0, 24)}-1A2B3C4D5E6F`), id).toHaveLength(1);
    }
    expect(deletes('AWSBackupDefaultServiceRole')).toHaveLength(1);
  });

  it('denies a table without an application tag, except to a deployment, which tags it later', () => {
    const create = { action: 'dynamodb:CreateTable', principal: administrator };
    expect(deniedBy(create)).toEqual(['TablesAreTagged']);
    expect(deniedBy({ ...create, tags: { application: 'direct-messages' } })).toEqual([]);
    expect(deniedBy({ ...create, principal: deployment })).toEqual([]);
  });

  it('only denies, and fits into the 5,120 characters of a policy', () => {
    for (const { Effect } of statements) expect(Effect).toBe('Deny');
    expect(JSON.stringify(Properties.Content).length).toBeLessThanOrEqual(5120);
    expect(Properties.Type).toBe('SERVICE_CONTROL_POLICY');
  });
});
