import { Duration } from 'aws-cdk-lib';
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupVault,
  type CfnBackupVault,
} from 'aws-cdk-lib/aws-backup';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { deploymentRole } from '../deploymentRole.js';
import { creationSuffix, dataRemovalPolicy } from './retention.js';

interface BackupsProps {
  /** Prefix of the vault's name. */
  readonly name: string;
  readonly table: ITableV2;
  readonly key: IKey | undefined;
  readonly retentionDays: number;
  readonly schedule: 'nightly' | 'weekly';
}

const hours = { hour: '3', minute: '0' };

/** Backups in a vault of their own. They outlive the table and its point-in-time recovery. */
export class Backups extends Construct {
  /** The vault's name. */
  readonly vaultName: string;

  constructor(scope: Construct, id: string, props: BackupsProps) {
    super(scope, id);
    const { name, table, key, retentionDays, schedule } = props;
    const vault = new BackupVault(this, 'Vault', {
      encryptionKey: key,
      removalPolicy: dataRemovalPolicy(true),
      accessPolicy: vaultPolicy(),
      // Governance mode: no date from which the lock cannot be removed. A compliance lock would make
      // a wrong retention time final.
      lockConfiguration: { minRetention: Duration.days(retentionDays) },
    });
    // The construct checks the name's characters, and a suffix known only at deployment fails that.
    (vault.node.defaultChild as CfnBackupVault).backupVaultName = `${name}-${creationSuffix(this)}`;
    this.vaultName = vault.backupVaultName;
    const plan = new BackupPlan(this, 'Plan', {
      backupVault: vault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: schedule,
          scheduleExpression: Schedule.cron(
            schedule === 'weekly' ? { ...hours, weekDay: 'SUN' } : hours,
          ),
          deleteAfter: Duration.days(retentionDays),
        }),
      ],
    });
    plan.addSelection('Table', { resources: [BackupResource.fromArn(table.tableArn)] });
  }
}

/** No principal deletes or shortens a backup. Only a deployment changes the vault's own protection. */
function vaultPolicy(): PolicyDocument {
  const deny = (sid: string, actions: readonly string[], conditions = {}) =>
    new PolicyStatement({
      sid,
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: [...actions],
      resources: ['*'],
      conditions,
    });
  return new PolicyDocument({
    statements: [
      deny('BackupsStay', ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle']),
      deny(
        'ProtectionStays',
        [
          'backup:DeleteBackupVault',
          'backup:PutBackupVaultAccessPolicy',
          'backup:DeleteBackupVaultAccessPolicy',
          'backup:PutBackupVaultLockConfiguration',
          'backup:DeleteBackupVaultLockConfiguration',
        ],
        { ArnNotLike: { 'aws:PrincipalArn': deploymentRole } },
      ),
    ],
  });
}
