import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface BackupsProps {
  readonly table: ITableV2;
  readonly key: IKey | undefined;
  readonly retentionDays: number;
}

/** A backup each night, in a vault of its own: it outlives the table and point-in-time recovery. */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { table, key, retentionDays }: BackupsProps) {
    super(scope, id);
    const vault = new BackupVault(this, 'Vault', {
      encryptionKey: key,
      removalPolicy: RemovalPolicy.RETAIN,
      blockRecoveryPointDeletion: true,
    });
    const plan = new BackupPlan(this, 'Plan', {
      backupVault: vault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: 'nightly',
          scheduleExpression: Schedule.cron({ hour: '3', minute: '0' }),
          deleteAfter: Duration.days(retentionDays),
        }),
      ],
    });
    plan.addSelection('Table', { resources: [BackupResource.fromArn(table.tableArn)] });
  }
}
