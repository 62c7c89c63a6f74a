import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paths } from '../../infra/app.js';
import {
  changeHeadKey,
  evidenceKey,
  handleKey,
  messageGroupPartition,
  messagePartition,
  profileKey,
  queues,
  reportCountKey,
  reportPartition,
  workKey,
} from '../../resolvers/lib/keys.js';
import { moderatorsGroup } from '../../resolvers/moderators.js';
import { table as definition } from '../../resolvers/table.js';
import { worker } from '../../resolvers/worker.js';
import { asList, only, pointsTo, resources, synthesiseProduct, type Template } from './synth.js';

const production = synthesiseProduct({ stage: 'production' });
const STREAM = 'arn:aws:dynamodb:us-east-1:123456789012:table/messages-restored/stream/2026-11-24';

const mappingOf = (template: Template) => only(template, 'AWS::Lambda::EventSourceMapping');
const roleOf = (template: Template): string => {
  const lambda = pointsTo(mappingOf(template).Properties.FunctionName)!;
  return pointsTo(template.Resources[lambda]!.Properties.Role)!;
};

/** Where records go that the worker fails on. */
const queueOf = (template: Template): string =>
  pointsTo(mappingOf(template).Properties.DestinationConfig.OnFailure.Destination)!;

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

const statementsOf = (template: Template, role: string): Statement[] =>
  resources(template, 'AWS::IAM::ManagedPolicy')
    .filter(({ Properties }) => Properties.Roles.map(pointsTo).includes(role))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);

/** Action → the partition keys and attributes that it is allowed on. */
const tableAccess = (template: Template, role: string) =>
  statementsOf(template, role)
    .filter(({ Condition }) => Condition?.['ForAllValues:StringLike'])
    .map(({ Action, Condition }) => ({
      actions: asList(Action).map((action) => action.replace('dynamodb:', '')),
      keys: Condition!['ForAllValues:StringLike']!['dynamodb:LeadingKeys'],
      attributes: Condition!['ForAllValues:StringEquals']?.['dynamodb:Attributes'],
      inTransaction: Condition!['ForAnyValue:StringEquals'] !== undefined,
    }));

describe("the table's stream", () => {
  it('tells keys and no text', () => {
    expect(only(production, 'AWS::DynamoDB::GlobalTable').Properties.StreamSpecification).toEqual({
      StreamViewType: 'KEYS_ONLY',
    });
  });

  it('calls the worker for work items alone, one record a call, and keeps what fails', () => {
    const { Properties } = mappingOf(production);
    expect(
      Properties.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) =>
        JSON.parse(Pattern),
      ),
    ).toEqual([worker.filter]);
    expect(Properties).toMatchObject({
      BatchSize: 1,
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: worker.retries,
    });
    const stream = Properties.EventSourceArn['Fn::GetAtt'];
    expect(stream).toEqual([only(production, 'AWS::DynamoDB::GlobalTable').id, 'StreamArn']);
    expect(production.Resources[queueOf(production)]!.Type).toBe('AWS::SQS::Queue');
  });

  it('is that of the restored table, where there is one', () => {
    const restored = synthesiseProduct({
      stage: 'production',
      restoredTable: 'messages-restored',
      restoredTableStream: STREAM,
    });
    expect(mappingOf(restored).Properties.EventSourceArn).toBe(STREAM);
    const reads = statementsOf(restored, roleOf(restored)).find(({ Action }) =>
      asList(Action).includes('dynamodb:GetRecords'),
    )!;
    expect(reads.Resource).toBe(STREAM);
  });

  it('must be given with a restored table, or no suspension would take effect', () => {
    for (const restoredTableStream of [undefined, STREAM.replace('restored', 'other')]) {
      expect(() =>
        synthesiseProduct({
          stage: 'production',
          restoredTable: 'messages-restored',
          ...(restoredTableStream && { restoredTableStream }),
        }),
      ).toThrow('restoredTableStream');
    }
  });
});

describe('the worker', () => {
  it('makes rows follow profiles, keeps work items, sees the queues, and takes a deleted person out', () => {
    const alone = (actions: string[], keys: string[], attributes?: string[]) => ({
      actions,
      keys,
      attributes: attributes && ['pk', 'sk', ...attributes],
      inTransaction: false,
    });
    const [rows, profiles] = [messageGroupPartition('*'), profileKey('*').pk];
    const [messages, changes] = [messagePartition('*'), changeHeadKey('*').pk];
    expect(tableAccess(production, roleOf(production))).toEqual([
      alone(['Query'], [rows, messages, workKey('*').pk, queues.work, queues.openReports]),
      alone(
        ['GetItem'],
        [profiles],
        ['deletedAt', 'displayName', 'erases', 'handle', 'showsReadReceipts', 'suspendedUntil'],
      ),
      alone(['DeleteItem', 'GetItem', 'UpdateItem'], [workKey('*').pk]),
      alone(
        ['UpdateItem'],
        [rows],
        [
          ...['hidesRead', 'lastMessage', 'lastMessageMine', 'otherUserDisplayName'],
          ...['otherUserHandle', 'suspendedUntil', 'unreadCount'],
        ],
      ),
      alone(['DeleteItem'], [rows]),
      alone(
        ['UpdateItem'],
        [messages],
        [
          ...['changeUuid', 'deletedAt', 'deletedBy', 'displayName', 'editedAt', 'edits', 'handle'],
          ...['message', 'reactionOf1', 'reactionOf2', 'replyToUuid'],
        ],
      ),
      alone(['GetItem'], [changes]),
      alone(['UpdateItem'], [changes], ['changeUuid', 'logStart']),
      alone(['UpdateItem'], [handleKey('*').pk], ['displayName', 'expiresAt', 'uuid']),
      alone(
        ['UpdateItem'],
        [profiles],
        [
          ...['acceptsRequests', 'contacts', 'contactsOn', 'createdAt', 'deletedAt', 'displayName'],
          ...['handle', 'handleChanges', 'isDiscoverable', 'showsReadReceipts', 'suspendedBy'],
          ...['suspendedUntil', 'suspensionStatement'],
        ],
      ),
    ]);
  });

  it('disables and deletes accounts of the one user pool, and does nothing else with it', () => {
    const statement = statementsOf(production, roleOf(production)).find(({ Action }) =>
      asList(Action).some((action) => action.startsWith('cognito-idp:')),
    )!;
    expect(asList(statement.Action)).toEqual([
      'cognito-idp:AdminDeleteUser',
      'cognito-idp:AdminDisableUser',
      'cognito-idp:ListUsers',
    ]);
    expect(pointsTo(statement.Resource)).toBe(only(production, 'AWS::Cognito::UserPool').id);
  });

  it('uses the commands that it is allowed and no other', () => {
    const code = readFileSync(join(paths.triggers, 'worker', 'index.mjs'), 'utf8');
    const commands = [...code.matchAll(/\bnew (\w+)Command\(/g)].map(([, command]) => command);
    expect(new Set(commands)).toEqual(
      new Set([
        ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'],
        ...['AdminDeleteUser', 'AdminDisableUser', 'ListUsers'],
      ]),
    );
  });

  it('reads one stream and sends dead letters to one queue', () => {
    const statements = statementsOf(production, roleOf(production));
    const table = only(production, 'AWS::DynamoDB::GlobalTable').id;
    const stream = statements.find(({ Action }) => asList(Action).includes('dynamodb:GetRecords'))!;
    expect(asList(stream.Action).map((action) => action.replace('dynamodb:', ''))).toEqual([
      'DescribeStream',
      'GetRecords',
      'GetShardIterator',
      'ListStreams',
    ]);
    expect(stream.Resource).toEqual({ 'Fn::GetAtt': [table, 'StreamArn'] });
    const queue = statements.find(({ Action }) => Action === 'sqs:SendMessage')!;
    expect(pointsTo(queue.Resource)).toBe(queueOf(production));
  });

  it('is called by the schedule, and may go round by way of the stream', () => {
    const [rule, ...more] = resources(production, 'AWS::Events::Rule')
      .map(({ Properties }) => Properties)
      .filter(({ ScheduleExpression }) => ScheduleExpression);
    expect(more).toEqual([]);
    const lambda = pointsTo(mappingOf(production).Properties.FunctionName)!;
    expect(rule.ScheduleExpression).toBe(`rate(${worker.scheduleMinutes} minutes)`);
    expect(rule.Targets.map(({ Arn }: { Arn: unknown }) => pointsTo(Arn))).toEqual([lambda]);
    const { Properties } = production.Resources[lambda]!;
    expect(Properties).toMatchObject({
      RecursiveLoop: 'Allow',
      Timeout: worker.timeoutSeconds,
    });
    expect(Properties.Environment.Variables).toMatchObject({
      METRICS_NAMESPACE: 'messages-production',
    });
  });

  it.each([
    ['worker-age', { MetricName: 'IteratorAge', Threshold: 600_000 }],
    ['worker-errors', { MetricName: 'Errors', Threshold: 1 }],
    ['worker-dead-letters', { MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 }],
    [
      'reports-waiting',
      {
        MetricName: worker.oldestReportMetric,
        Namespace: 'messages-production',
        Threshold: 86_400,
        Statistic: 'Maximum',
      },
    ],
  ])('has the alarm %s', (name, properties) => {
    const alarm = resources(production, 'AWS::CloudWatch::Alarm').find(
      ({ Properties }) => Properties.AlarmName === `messages-production-${name}`,
    );
    expect(alarm!.Properties).toMatchObject(properties);
  });
});

describe('moderators', () => {
  it('are a group of the user pool, of the name that the schema asks for', () => {
    const group = only(production, 'AWS::Cognito::UserPoolGroup').Properties;
    expect(group.GroupName).toBe(moderatorsGroup);
    expect(pointsTo(group.UserPoolId)).toBe(only(production, 'AWS::Cognito::UserPool').id);
    const schema = readFileSync(paths.schema, 'utf8');
    const named = [...schema.matchAll(/@aws_auth\(cognito_groups: \["(\w+)"\]\)/g)];
    expect(named.map(([, name]) => name)).toEqual(Array(4).fill(moderatorsGroup));
  });

  const roleOfSource = (name: string): string => {
    const source = resources(production, 'AWS::AppSync::DataSource').find(
      ({ Properties }) => Properties.Name === name,
    );
    return pointsTo(source!.Properties.ServiceRoleArn)!;
  };

  it('touch cases, evidence, the suspension of a profile and its work item; no message, no row', () => {
    const reports = [reportPartition('*'), evidenceKey('*').pk];
    const access = (actions: string[], keys: string[], more: object = {}) => ({
      actions,
      keys,
      attributes: undefined,
      inTransaction: false,
      ...more,
    });
    expect(tableAccess(production, roleOfSource('moderation'))).toEqual([
      access(['Query'], ['reports#*']),
      access(['BatchGetItem', 'GetItem'], reports),
      access(['GetItem'], [profileKey('*').pk], { attributes: ['pk', 'sk', 'suspendedUntil'] }),
      access(['UpdateItem'], reports, { inTransaction: true }),
      access(['UpdateItem'], [profileKey('*').pk], {
        attributes: ['pk', 'sk', 'suspendedUntil', 'suspensionStatement', 'suspendedBy'],
        inTransaction: true,
      }),
      access(['UpdateItem'], [workKey('*').pk], { inTransaction: true }),
    ]);
    for (const queue of [queues.openReports, queues.decidedReports]) {
      expect(queue.startsWith('reports#')).toBe(true);
    }
    expect(definition.index.partitionKey).toBe('folder');
  });

  it('are not who takes reports in: that role writes a case, evidence and a count, in a transaction', () => {
    expect(tableAccess(production, roleOfSource('reports'))).toEqual([
      {
        actions: ['PutItem', 'UpdateItem'],
        keys: [reportPartition('*'), evidenceKey('*').pk, reportCountKey('*', '').pk],
        attributes: undefined,
        inTransaction: true,
      },
    ]);
  });
});

describe('what moderators and people are told', () => {
  it('is by the settings of the stage: where to object, and how long reports are kept', () => {
    const environment = (settings: object) =>
      only(synthesiseProduct({ stage: 'production', ...settings }), 'AWS::AppSync::GraphQLApi')
        .Properties.EnvironmentVariables;
    expect(environment({})).toMatchObject({ REPORT_RETENTION_DAYS: '180' });
    expect(environment({})).not.toHaveProperty('CONTACT');
    expect(environment({ contact: 'm@example.com', reportRetentionDays: 30 })).toMatchObject({
      CONTACT: 'm@example.com',
      REPORT_RETENTION_DAYS: '30',
    });
  });
});
