import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { daysListed, deletedAccounts } from '../../resolvers/deletedAccounts.js';
import type { Settings } from '../settings.js';
import { dataRemovalPolicy } from './retention.js';
import { deniedToAllBut } from './tableAccess.js';

interface DeletedAccountsProps extends Pick<
  Settings,
  'retain' | 'deletionProtection' | 'pointInTimeRecoveryDays' | 'backupRetentionDays'
> {
  /** Undefined: the key that DynamoDB owns. */
  readonly key: IKey | undefined;
}

/**
 * The list of deleted accounts. It is a table of its own so that it stays as it is when the messages' table
 * is restored.
 */
export class DeletedAccounts extends Construct {
  readonly table: Table;
  /** How long an entry is kept: longer than any backup of the stage that has the person in it. */
  readonly days: number;

  constructor(scope: Construct, id: string, props: DeletedAccountsProps) {
    super(scope, id);
    const { key, pointInTimeRecoveryDays, backupRetentionDays } = props;
    this.days = daysListed(pointInTimeRecoveryDays, backupRetentionDays);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: deletedAccounts.partitionKey, type: AttributeType.STRING },
      timeToLiveAttribute: deletedAccounts.timeToLiveAttribute,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: key ? TableEncryption.CUSTOMER_MANAGED : TableEncryption.DEFAULT,
      encryptionKey: key,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: pointInTimeRecoveryDays,
      },
      deletionProtection: props.deletionProtection,
      removalPolicy: dataRemovalPolicy(props.retain),
    });
  }

  /**
   * Denies every change of the list to all other principals. Reading it stays with IAM: the operator who
   * restores the messages' table reads it.
   */
  denyChangesToAllBut(role: IRole): void {
    this.table.addToResourcePolicy(
      deniedToAllBut([role], 'OnlyTheWorkerWrites', [
        'dynamodb:BatchWriteItem',
        'dynamodb:DeleteItem',
        'dynamodb:PartiQLDelete',
        'dynamodb:PartiQLInsert',
        'dynamodb:PartiQLUpdate',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ]),
    );
  }
}
