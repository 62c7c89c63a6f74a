import {
  AttributeType,
  Billing,
  Capacity,
  type ITableV2,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { table } from '../../resolvers/table.js';
import type { CapacitySettings, Settings } from '../settings.js';
import type { UnitRange } from '../settingSchemas.js';
import { dataRemovalPolicy } from './retention.js';
import { dataActions, deniedToAllBut } from './tableAccess.js';

interface MessagesTableProps extends Pick<
  Settings,
  | 'capacity'
  | 'retain'
  | 'deletionProtection'
  | 'pointInTimeRecoveryDays'
  | 'restoredTable'
  | 'restoredTableStream'
> {
  /** Undefined: the key that DynamoDB owns. */
  readonly key: IKey | undefined;
}

/** The one table. The host's table has the same description. */
export class MessagesTable extends Construct {
  /** The table that the API reads and writes. */
  readonly table: ITableV2;
  /** ARNs of the stack's own table and, where there is one, of the restored table. */
  readonly tableArns: readonly string[];
  readonly #own: TableV2;

  constructor(scope: Construct, id: string, props: MessagesTableProps) {
    super(scope, id);
    const { capacity, key, pointInTimeRecoveryDays, restoredTable, restoredTableStream } = props;
    const string = (name: string) => ({ name, type: AttributeType.STRING });
    const onDemand = capacity.mode === 'onDemand' ? capacity : undefined;
    this.#own = new TableV2(this, 'Table', {
      partitionKey: string(table.partitionKey),
      sortKey: string(table.sortKey),
      globalSecondaryIndexes: [
        {
          indexName: table.index.name,
          partitionKey: string(table.index.partitionKey),
          sortKey: string(table.index.sortKey),
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: [...table.index.projection],
          maxReadRequestUnits: onDemand?.maxReadRequestUnits,
          maxWriteRequestUnits: onDemand?.maxWriteRequestUnits,
        },
      ],
      timeToLiveAttribute: table.timeToLiveAttribute,
      dynamoStream: StreamViewType[table.stream],
      billing: capacity.mode === 'onDemand' ? Billing.onDemand(capacity) : provisioned(capacity),
      encryption: key
        ? TableEncryptionV2.customerManagedKey(key)
        : TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: pointInTimeRecoveryDays,
      },
      deletionProtection: props.deletionProtection,
      removalPolicy: dataRemovalPolicy(props.retain),
    });
    this.table = restoredTable
      ? TableV2.fromTableAttributes(this, 'RestoredTable', {
          tableName: restoredTable,
          tableStreamArn: restoredTableStream,
          encryptionKey: key,
          globalIndexes: [table.index.name],
        })
      : this.#own;
    this.tableArns = [...new Set([this.#own.tableArn, this.table.tableArn])];
  }

  /**
   * Denies the items to every other principal. This includes administrators: they would have to change
   * this policy first, and the audit stack reports that. Administration of the table (describe, update,
   * back up, restore) stays with IAM.
   */
  denyAllBut(roles: readonly IRole[]): void {
    this.#own.addToResourcePolicy(
      deniedToAllBut(roles, 'OnlyTheAppReadsAndWritesItems', dataActions),
    );
  }
}

function provisioned({ read, write }: Extract<CapacitySettings, { mode: 'provisioned' }>): Billing {
  const scaled = ({ min, max }: UnitRange, seedCapacity?: number) =>
    Capacity.autoscaled({
      minCapacity: min,
      maxCapacity: max,
      targetUtilizationPercent: 70,
      seedCapacity,
    });
  return Billing.provisioned({
    readCapacity: scaled(read),
    // The capacity of a table that was on demand, until auto scaling has seen its load.
    writeCapacity: scaled(write, write.min),
  });
}
