import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createTable } from '../../local/dynamodb/createTable.js';
import { table as definition } from '../../resolvers/table.js';
import { dataSources } from '../../resolvers/manifest.js';
import { synthesiseEverything } from './allStacks.js';
import { only, pointsTo, resources, synthesiseProduct } from './synth.js';
import { dynamoDBEndpoint } from '../support/dynamodb.js';

const production = synthesiseProduct({ stage: 'production' });
const dev = synthesiseProduct({ stage: 'dev' });
const table = (template = production) => only(template, 'AWS::DynamoDB::GlobalTable');
const replica = (template = production) => table(template).Properties.Replicas[0];

const client = new DynamoDBClient({
  endpoint: dynamoDBEndpoint(),
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
afterAll(() => client.destroy());

describe('the table in the template', () => {
  it('has the keys, the index and the time to live of the local table', async () => {
    const TableName = `infra-${randomUUID()}`;
    await createTable(client, TableName, definition);
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const { TimeToLiveDescription } = await client.send(
      new DescribeTimeToLiveCommand({ TableName }),
    );
    const { Properties } = table();
    expect(Properties.KeySchema).toEqual(Table!.KeySchema);
    const byName = (a: { AttributeName?: string }, b: { AttributeName?: string }) =>
      a.AttributeName! < b.AttributeName! ? -1 : 1;
    expect([...Properties.AttributeDefinitions].sort(byName)).toEqual(
      [...Table!.AttributeDefinitions!].sort(byName),
    );
    expect(
      Properties.GlobalSecondaryIndexes.map(
        ({ IndexName, KeySchema, Projection }: Record<string, unknown>) => ({
          IndexName,
          KeySchema,
          Projection,
        }),
      ),
    ).toEqual(
      Table!.GlobalSecondaryIndexes!.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
    );
    expect(Properties.TimeToLiveSpecification).toEqual({
      AttributeName: TimeToLiveDescription!.AttributeName,
      Enabled: true,
    });
    expect(resources(production, 'AWS::DynamoDB::GlobalTable')).toHaveLength(1);
  });

  it('is in one region only', () => {
    const regions = table().Properties.Replicas.map(({ Region }: { Region: string }) => Region);
    expect(regions).toEqual(['us-east-1']);
  });

  it('on demand has a brake on reads and writes, table and index alike', () => {
    const { Properties } = table();
    expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
    const writes = { MaxWriteRequestUnits: 4000 };
    const reads = { MaxReadRequestUnits: 4000 };
    expect(Properties.WriteOnDemandThroughputSettings).toEqual(writes);
    expect(Properties.GlobalSecondaryIndexes[0].WriteOnDemandThroughputSettings).toEqual(writes);
    expect(replica().ReadOnDemandThroughputSettings).toEqual(reads);
    expect(replica().GlobalSecondaryIndexes[0].ReadOnDemandThroughputSettings).toEqual(reads);
  });

  it('provisioned is scaled between the bounds of the stage, table and index alike', () => {
    const template = synthesiseProduct({
      stage: 'production',
      capacity: 'provisioned',
      readCapacity: '5-100',
      writeCapacity: '10-200',
    });
    const { Properties } = table(template);
    expect(Properties.BillingMode).toBe('PROVISIONED');
    const scaling = (MinCapacity: number, MaxCapacity: number) => ({
      MinCapacity,
      MaxCapacity,
      TargetTrackingScalingPolicyConfiguration: { TargetValue: 70 },
    });
    for (const { WriteProvisionedThroughputSettings } of [
      Properties,
      ...Properties.GlobalSecondaryIndexes,
    ]) {
      expect(WriteProvisionedThroughputSettings.WriteCapacityAutoScalingSettings).toMatchObject(
        scaling(10, 200),
      );
    }
    for (const { ReadProvisionedThroughputSettings } of [
      replica(template),
      ...replica(template).GlobalSecondaryIndexes,
    ]) {
      expect(ReadProvisionedThroughputSettings.ReadCapacityAutoScalingSettings).toMatchObject(
        scaling(5, 100),
      );
    }
  });

  it('can be recovered to any second, by the days of the stage', () => {
    const recovery = (template: typeof production) =>
      replica(template).PointInTimeRecoverySpecification;
    expect(recovery(production)).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 35,
    });
    expect(recovery(dev)).toEqual({ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 });
  });

  it('is backed up every night in production, into a locked vault that no one can empty', () => {
    const [rule] = only(production, 'AWS::Backup::BackupPlan').Properties.BackupPlan.BackupPlanRule;
    expect(rule).toMatchObject({
      ScheduleExpression: 'cron(0 3 * * ? *)',
      Lifecycle: { DeleteAfterDays: 35 },
    });
    const { Resources } = only(production, 'AWS::Backup::BackupSelection').Properties
      .BackupSelection;
    expect(Resources.map(pointsTo)).toEqual([table().id]);
    const vault = only(production, 'AWS::Backup::BackupVault');
    expect(vault.DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(vault.Properties.LockConfiguration).toEqual({ MinRetentionDays: 35 });
    const [backups, protection] = vault.Properties.AccessPolicy.Statement;
    expect(backups).toMatchObject({
      Effect: 'Deny',
      Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
    });
    expect(backups.Condition).toBeUndefined();
    expect(protection).toMatchObject({
      Effect: 'Deny',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': expect.stringContaining('cfn-exec-role') } },
    });
    for (const action of [
      'PutBackupVaultAccessPolicy',
      'DeleteBackupVaultAccessPolicy',
      'DeleteBackupVaultLockConfiguration',
      'DeleteBackupVault',
    ]) {
      expect(protection.Action).toContain(`backup:${action}`);
    }
    expect(resources(dev, 'AWS::Backup::BackupVault')).toEqual([]);
  });

  it('is backed up every week where the setting says so', () => {
    const weekly = synthesiseProduct({ stage: 'production', backupSchedule: 'weekly' });
    const [rule] = only(weekly, 'AWS::Backup::BackupPlan').Properties.BackupPlan.BackupPlanRule;
    expect(rule.ScheduleExpression).toBe('cron(0 3 ? * SUN *)');
  });

  it('cannot be deleted in production, by itself or with its stack', () => {
    expect(replica().DeletionProtectionEnabled).toBe(true);
    expect(table().DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(table().UpdateReplacePolicy).toBe('Retain');
    expect(replica(dev).DeletionProtectionEnabled).toBe(false);
    expect(table(dev).DeletionPolicy).toBe('Delete');
  });

  it('is encrypted with the customer key where there is one, which is rotated', () => {
    const key = only(production, 'AWS::KMS::Key');
    expect(key.Properties.EnableKeyRotation).toBe(true);
    expect(key.DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(table().Properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
    expect(pointsTo(replica().SSESpecification.KMSMasterKeyId)).toBe(key.id);
    expect(resources(dev, 'AWS::KMS::Key')).toEqual([]);
  });

  it('has the tags of the stage', () => {
    expect(replica().Tags).toEqual([
      { Key: 'application', Value: 'direct-messages' },
      { Key: 'stage', Value: 'production' },
    ]);
  });

  it('has no stream of its items, inside AWS or elsewhere: keys alone', () => {
    expect(table().Properties.StreamSpecification).toEqual({ StreamViewType: 'KEYS_ONLY' });
    expect(replica().KinesisStreamSpecification).toBeUndefined();
  });

  it('is replaced by a restored table where there is one, and stays as it is', () => {
    const restored = synthesiseProduct({
      stage: 'production',
      restoredTable: 'messages-restored',
      restoredTableStream: 'arn:aws:dynamodb:us-east-1:1:table/messages-restored/stream/2026',
    });
    const named = (template: typeof production) =>
      resources(template, 'AWS::AppSync::DataSource')
        .filter(({ Properties }) => Properties.Type === 'AMAZON_DYNAMODB')
        .map(({ Properties }) => Properties.DynamoDBConfig.TableName);
    expect(named(restored)).toEqual(
      Array(Object.keys(dataSources).length - 1).fill('messages-restored'),
    );
    expect(
      only(restored, 'AWS::AppSync::GraphQLApi').Properties.EnvironmentVariables,
    ).toMatchObject({
      TABLE_NAME: 'messages-restored',
    });
    expect(table(restored).Properties).toEqual(table().Properties);
  });
});

describe('a production stage whose first creation fails', () => {
  const everything = synthesiseEverything('production', { deletionProtection: 'false' });

  it('leaves nothing behind that a second creation would meet', () => {
    for (const template of Object.values(everything.templates)) {
      for (const [id, { DeletionPolicy, Properties }] of Object.entries(template.Resources)) {
        expect(DeletionPolicy, id).not.toBe('Retain');
        // A user pool's, a table's, or that of a table's replica.
        expect(JSON.stringify(Properties ?? {}), id).not.toMatch(
          /"DeletionProtection(Enabled)?":("ACTIVE"|true)/,
        );
      }
    }
  });

  it('keeps its data when the finished stack goes', () => {
    const kept = ['AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool', 'AWS::KMS::Key'];
    for (const type of [...kept, 'AWS::Backup::BackupVault']) {
      const { DeletionPolicy } = only(production, type);
      expect(DeletionPolicy, type).toBe('RetainExceptOnCreate');
    }
  });

  it('names retained resources after this creation of the stack', () => {
    const named = [
      only(production, 'AWS::Backup::BackupVault').Properties.BackupVaultName,
      ...resources(production, 'AWS::Logs::LogGroup')
        .map(({ Properties }) => Properties.LogGroupName)
        .filter((name) => JSON.stringify(name ?? '').includes('aws-waf-logs')),
    ];
    expect(named).toHaveLength(3);
    for (const name of named) expect(JSON.stringify(name)).toContain('AWS::StackId');
  });
});
