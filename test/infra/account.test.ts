import { describe, expect, it } from 'vitest';
import { dataSources } from '../../resolvers/manifest.js';
import { only, pointsTo, resources, synthesised, type Template } from './synth.js';

const { templates } = synthesised({ stage: 'production' });
const audit = templates['messages-production-audit']!;
const configRules = templates['messages-production-config-rules']!;

/** A value as text, with every token as long as such a name can be. */
const rendered = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const join = (value as { readonly 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return join ? join[1].map(rendered).join(join[0]) : 'x'.repeat(64);
};

describe('the stacks of a stage', () => {
  it('are the product, and those of account or organization where the setting asks for them', () => {
    expect(Object.keys(templates).sort()).toEqual([
      'messages-production',
      'messages-production-audit',
      'messages-production-config-rules',
      'messages-production-service-control-policy',
    ]);
    expect(Object.keys(synthesised({ stage: 'my-branch' }).templates)).toEqual([
      'messages-my-branch',
    ]);
  });
});

describe('the audit stack', () => {
  interface Selector {
    readonly Name: string;
    readonly FieldSelectors: readonly {
      readonly Field: string;
      readonly Equals?: readonly string[];
      readonly StartsWith?: readonly unknown[];
      readonly NotStartsWith?: readonly unknown[];
    }[];
  }
  const selectors = (template: Template): readonly Selector[] =>
    only(template, 'AWS::CloudTrail::Trail').Properties.AdvancedEventSelectors;
  const selectorOf = (template: Template, type: string) =>
    selectors(template).find(({ FieldSelectors }) =>
      FieldSelectors.some(({ Equals }) => Equals?.[0] === type),
    )!;
  const field = ({ FieldSelectors }: Selector, name: string) =>
    FieldSelectors.find(({ Field }) => Field === name);

  it('records management events, and data events of this table and this API', () => {
    expect(selectors(audit).map((each) => field(each, 'eventCategory')!.Equals)).toEqual([
      ['Management'],
      ['Data'],
      ['Data'],
      ['Data'],
    ]);
    const stream = field(selectorOf(audit, 'AWS::DynamoDB::Stream'), 'resources.ARN')!;
    expect(JSON.stringify(stream.StartsWith)).toContain('MessagesTable');
    const table = field(selectorOf(audit, 'AWS::DynamoDB::Table'), 'resources.ARN')!;
    expect(JSON.stringify(table.StartsWith)).toContain('MessagesTable');
    const api = field(selectorOf(audit, 'AWS::AppSync::GraphQLApi'), 'resources.ARN')!;
    expect(JSON.stringify(api.StartsWith)).toContain('Api');
  });

  it('records the restored table beside the old one', () => {
    const { templates: restored } = synthesised({
      stage: 'production',
      restoredTable: 'messages-restored',
      restoredTableStream: 'arn:aws:dynamodb:us-east-1:1:table/messages-restored/stream/2026',
    });
    const { StartsWith } = field(
      selectorOf(restored['messages-production-audit']!, 'AWS::DynamoDB::Table'),
      'resources.ARN',
    )!;
    expect(StartsWith).toHaveLength(2);
    expect(JSON.stringify(StartsWith)).toContain('table/messages-restored');
    expect(JSON.stringify(StartsWith)).toContain('MessagesTable');
  });

  it("leaves out table access by the product's own roles, unless the setting asks for it", () => {
    const others = field(selectorOf(audit, 'AWS::DynamoDB::Table'), 'userIdentity.arn')!;
    expect(others.NotStartsWith).toHaveLength(Object.keys(dataSources).length - 1 + 5);
    const all = synthesised({ stage: 'production', auditOwnRoles: 'true' });
    const everything = all.templates['messages-production-audit']!;
    expect(
      field(selectorOf(everything, 'AWS::DynamoDB::Table'), 'userIdentity.arn'),
    ).toBeUndefined();
  });

  it('keeps events encrypted, signed and versioned, without public access', () => {
    expect(only(audit, 'AWS::CloudTrail::Trail').Properties).toMatchObject({
      EnableLogFileValidation: true,
      IsLogging: true,
      IsMultiRegionTrail: true,
    });
    for (const bucket of resources(audit, 'AWS::S3::Bucket')) {
      expect(bucket.Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
      expect(Object.values(bucket.Properties.PublicAccessBlockConfiguration)).toEqual(
        Array(4).fill(true),
      );
      expect(bucket.DeletionPolicy).toBe('RetainExceptOnCreate');
    }
  });

  const filters: Record<string, string> = Object.fromEntries(
    resources(audit, 'AWS::Logs::MetricFilter').map(({ Properties }) => [
      Properties.MetricTransformations[0].MetricName,
      rendered(Properties.FilterPattern),
    ]),
  );

  it('lets CloudTrail write its log: a condition in the trust of that role would end delivery', () => {
    const { Properties } = only(audit, 'AWS::CloudTrail::Trail');
    const role = audit.Resources[pointsTo(Properties.CloudWatchLogsRoleArn)!]!;
    expect(role.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
      },
    ]);
    const [policy] = resources(audit, 'AWS::IAM::ManagedPolicy');
    expect(policy!.Properties.PolicyDocument.Statement).toMatchObject([
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] },
    ]);
    expect(pointsTo(policy!.Properties.PolicyDocument.Statement[0].Resource)).toBe(
      only(audit, 'AWS::Logs::LogGroup').id,
    );
  });

  it('keeps events for 400 days, and deleted ones for 30 more', () => {
    for (const { Properties } of resources(audit, 'AWS::S3::Bucket')) {
      expect(Properties.LifecycleConfiguration.Rules).toMatchObject([
        { ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
      ]);
    }
  });

  it('raises an alarm at the first malicious or administrative use', () => {
    const alarms = resources(audit, 'AWS::CloudWatch::Alarm');
    expect(alarms.map(({ Properties }) => Properties.MetricName).sort()).toEqual(
      Object.keys(filters).sort(),
    );
    for (const { Properties } of alarms) {
      expect(Properties).toMatchObject({ Threshold: 1, EvaluationPeriods: 1, Period: 60 });
      expect(Properties.AlarmActions).toHaveLength(1);
    }
  });

  it.each([
    ['foreign-item-access', ['$.eventCategory = "Data"', '$.userIdentity.type != "AssumedRole"']],
    ['data-taken-out', ['"ExportTableToPointInTime"', '"EnableKinesisStreamingDestination"']],
    [
      'protection-weakened',
      ['"DeleteTable"', '"UpdateTable"', '"DeleteResourcePolicy"', '"ScheduleKeyDeletion"'],
    ],
    [
      'backups-weakened',
      ['"DeleteRecoveryPoint"', '"PutBackupVaultAccessPolicy"', '"DeleteBackupPlan"'],
    ],
    ['roles-changed', ['"UpdateAssumeRolePolicy"', '$.requestParameters.roleName = "cdk-*"']],
    ['api-changed', ['"UpdateGraphqlApi"', '"DeleteDataSource"', '"CreateApiKey"']],
    [
      'audit-weakened',
      [
        '"StopLogging"',
        '"DisableAlarmActions"',
        '"DeleteLogGroup"',
        '"DeleteMetricFilter"',
        '"Unsubscribe"',
      ],
    ],
    ['denied-access', ['"AccessDenied"', '"dynamodb.amazonaws.com"']],
  ])('%s looks for what its name says', (name, terms) => {
    for (const term of terms) expect(filters[name]).toContain(term);
  });

  it('writes filters within the limits of CloudWatch: 1,024 characters, brackets closed', () => {
    for (const [name, filter] of Object.entries(filters)) {
      expect(filter.length, name).toBeLessThanOrEqual(1024);
      expect(filter.split('(').length, name).toBe(filter.split(')').length);
      expect(filter, name).toMatch(/^\{ .* \}$/);
    }
  });
});

describe('the AWS Config rules', () => {
  const identifiers = (template: Template): string[] =>
    resources(template, 'AWS::Config::ConfigRule').map(
      ({ Properties }) => Properties.Source.SourceIdentifier,
    );

  it('watch recovery, key and backup of the table, the trail, and users with policies', () => {
    expect(identifiers(configRules).sort()).toEqual([
      'CLOUD_TRAIL_ENABLED',
      'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED',
      'DYNAMODB_IN_BACKUP_PLAN',
      'DYNAMODB_PITR_ENABLED',
      'DYNAMODB_TABLE_ENCRYPTED_KMS',
      'DYNAMODB_THROUGHPUT_LIMIT_CHECK',
      'IAM_USER_NO_POLICIES_CHECK',
      'ROOT_ACCOUNT_MFA_ENABLED',
    ]);
  });

  it('have a scope only where AWS Config runs them at a change: it refuses one for periodic rules', () => {
    const scoped = resources(configRules, 'AWS::Config::ConfigRule').filter(
      ({ Properties }) => Properties.Scope,
    );
    expect(scoped.map(({ Properties }) => Properties.Source.SourceIdentifier)).toEqual([
      'DYNAMODB_TABLE_ENCRYPTED_KMS',
    ]);
  });

  it('watch auto scaling where capacity is provisioned', () => {
    const provisioned = synthesised({
      stage: 'production',
      capacity: 'provisioned',
      readCapacity: '5-100',
      writeCapacity: '5-100',
    });
    expect(identifiers(provisioned.templates['messages-production-config-rules']!)).toContain(
      'DYNAMODB_AUTOSCALING_ENABLED',
    );
  });
});
