import { randomUUID } from 'node:crypto';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { createTable } from '../../local/dynamodb/createTable.js';
import { accountDeletions } from '../../resolvers/accountDeletions.js';
import { deletedAccounts } from '../../resolvers/deletedAccounts.js';
import { asList, only, pointsTo, resources, synthesiseProduct, type Template } from './synth.js';
import { dynamoDBEndpoint } from '../support/dynamodb.js';

const production = synthesiseProduct({ stage: 'production' });
const dev = synthesiseProduct({ stage: 'dev' });
const list = (template: Template) => only(template, 'AWS::DynamoDB::Table');

const client = new DynamoDBClient({
  endpoint: dynamoDBEndpoint(),
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
afterAll(() => client.destroy());

/** A function by the file of its bundle's role in the stack: the one that a mapping or a rule calls. */
const functionOf = (template: Template, type: 'worker' | 'deletions') => {
  const caller =
    type === 'worker'
      ? only(template, 'AWS::Lambda::EventSourceMapping').Properties.FunctionName
      : ruleOf(template).Targets[0].Arn;
  return template.Resources[pointsTo(caller)!]!.Properties;
};

const ruleOf = (template: Template) =>
  resources(template, 'AWS::Events::Rule').find(({ Properties }) => Properties.EventPattern)!
    .Properties;

describe('The list of deleted accounts', () => {
  it('has the key and the time to live of the local table', async () => {
    const TableName = `infra-${randomUUID()}`;
    await createTable(client, TableName, deletedAccounts);
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const { TimeToLiveDescription } = await client.send(
      new DescribeTimeToLiveCommand({ TableName }),
    );
    const { Properties } = list(production);
    expect(Properties.KeySchema).toEqual(Table!.KeySchema);
    expect(Properties.AttributeDefinitions).toEqual(Table!.AttributeDefinitions);
    expect(Properties.GlobalSecondaryIndexes).toEqual(Table!.GlobalSecondaryIndexes);
    expect(Properties.TimeToLiveSpecification).toEqual({
      AttributeName: TimeToLiveDescription!.AttributeName,
      Enabled: true,
    });
  });

  it('is kept as safe as the messages, and is in no backup that a restore would take back in time', () => {
    const table = list(production);
    expect(table.DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(table.Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: {
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: 35,
      },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    });
    expect(pointsTo(table.Properties.SSESpecification.KMSMasterKeyId)).toBe(
      only(production, 'AWS::KMS::Key').id,
    );
    const { BackupSelection } = only(production, 'AWS::Backup::BackupSelection').Properties;
    expect(BackupSelection.Resources.map(pointsTo)).not.toContain(table.id);
    expect(list(dev).DeletionPolicy).toBe('Delete');
  });

  it.each([
    ['production', {}, 35],
    ['dev', {}, 7],
    ['production', { backupRetentionDays: 100 }, 100],
    ['dev', { backupRetentionDays: 3, pointInTimeRecoveryDays: 20 }, 20],
  ])(
    'keeps an entry longer than any backup: %s with %j, more than %i days',
    (stage, settings, days) => {
      const template = synthesiseProduct({ stage, ...settings });
      const { Variables } = functionOf(template, 'worker').Environment;
      expect(Number(Variables.DELETED_ACCOUNTS_DAYS)).toBe(days + deletedAccounts.marginDays);
      expect(pointsTo(Variables.DELETED_ACCOUNTS_TABLE)).toBe(list(template).id);
    },
  );

  it('is written by the worker alone, whatever the policies of others allow', () => {
    const worker = pointsTo(functionOf(production, 'worker').Role);
    const [deny, ...more] = list(production).Properties.ResourcePolicy.PolicyDocument.Statement;
    expect(more).toEqual([]);
    expect(deny).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Resource: '*' });
    expect(asList(deny.Condition.ArnNotEquals['aws:PrincipalArn']).map(pointsTo)).toEqual([worker]);
    for (const action of ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']) {
      expect(deny.Action).toContain(`dynamodb:${action}`);
    }
    const granted = resources(production, 'AWS::IAM::ManagedPolicy')
      .flatMap(({ Properties }) =>
        Properties.PolicyDocument.Statement.map(
          (statement: { Action: string | string[]; Resource: unknown }) => ({
            role: pointsTo(Properties.Roles[0]),
            ...statement,
          }),
        ),
      )
      .filter(({ Resource }) => asList(Resource).map(pointsTo).includes(list(production).id));
    expect(granted.map(({ role, Action }) => ({ role, Action }))).toEqual([
      { role: worker, Action: 'dynamodb:PutItem' },
    ]);
  });

  it('is named by an output, for the operator who restores', () => {
    expect(pointsTo(production.Outputs!.DeletedAccountsTable!.Value)).toBe(list(production).id);
  });
});

describe('The rule for accounts that are deleted in the user pool', () => {
  it('takes deletions that CloudTrail logs, those that failed not', () => {
    expect(ruleOf(production).EventPattern).toEqual(accountDeletions.pattern);
    expect(ruleOf(production).State).toBe('ENABLED');
  });

  it('calls the function again when it fails, and keeps the event in the end', () => {
    const config = only(production, 'AWS::Lambda::EventInvokeConfig').Properties;
    const [target] = ruleOf(production).Targets;
    expect(pointsTo(config.FunctionName)).toBe(pointsTo(target.Arn));
    expect(config.MaximumRetryAttempts).toBe(accountDeletions.retries);
    const queue = pointsTo(config.DestinationConfig.OnFailure.Destination)!;
    expect(production.Resources[queue]!.Type).toBe('AWS::SQS::Queue');
    expect(pointsTo(target.DeadLetterConfig.Arn)).toBe(queue);
    const alarm = resources(production, 'AWS::CloudWatch::Alarm').find(
      ({ Properties }) =>
        Properties.AlarmName === 'messages-production-account-deletions-dead-letters',
    )!;
    expect(pointsTo(alarm.Properties.Dimensions[0].Value)).toBe(queue);
    expect(functionOf(production, 'deletions').Timeout).toBe(accountDeletions.timeoutSeconds);
  });
});
