import { Stack } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { dataSources, type DataSourceName } from '../../resolvers/manifest.js';
import { inTransaction, type TableAccess, tableStatements } from './tableAccess.js';

/** The data sources that use the table, and so have a role. */
export type TableDataSourceName = {
  [Name in DataSourceName]: (typeof dataSources)[Name]['type'] extends 'NONE' ? never : Name;
}[DataSourceName];

/** A changed message, its conversation's log, and what the rows show of it; never names or folders. */
const changes: readonly TableAccess[] = [
  inTransaction(['PutItem'], ['CHG#*']),
  inTransaction(['UpdateItem'], ['MSG#*', 'CHG#*']),
  inTransaction(
    ['UpdateItem'],
    ['GRP#*'],
    ['clearedUpTo', 'lastMessage', 'lastMessageUuid', 'lastUnsend', 'readUpTo', 'unreadCount'],
  ),
];

/** Updates of conversation rows outside a transaction, and AppSync's reading back. */
const ownRows = (attributes: readonly string[]): readonly TableAccess[] => [
  { actions: ['UpdateItem'], leadingKeys: ['GRP#*'], attributes },
  { actions: ['GetItem'], leadingKeys: ['GRP#*'] },
];

/**
 * What each data source may do. Its actions are limited beyond the manifest: to kinds of items, and, where
 * it writes outside a transaction or into a profile, to the attributes that its requests name; see
 * docs/adr/0004-read-markers-outside-transactions.md.
 */
const access: Record<TableDataSourceName, readonly TableAccess[]> = {
  reads: [dataSources.reads],
  sends: [
    inTransaction(['PutItem'], ['MSG#*', 'GRP#*', 'TKN#*']),
    inTransaction(['UpdateItem'], ['GRP#*']),
    // The message that a reply answers.
    inTransaction(['ConditionCheckItem'], ['MSG#*']),
    inTransaction(
      ['UpdateItem'],
      ['USR#*'],
      ['contacts', 'contactsOn', 'deletedAt', 'displayName', 'handle', 'suspendedUntil'],
    ),
  ],
  blocks: [
    inTransaction(['UpdateItem'], ['GRP#*', 'CHG#*']),
    inTransaction(['DeleteItem'], ['GRP#*']),
  ],
  changes,
  readMarkers: ownRows(['blocked', 'lastMessageUuid', 'lastUnsend', 'readUpTo', 'unreadCount']),
  reports: [{ ...dataSources.reports, leadingKeys: ['RPT#*', 'EVD#*', 'LIM#*'] }],
  /**
   * What moderators reach: cases, evidence, the suspension on a profile, and its work item; never a
   * message or a row. That `dynamodb:LeadingKeys` of a Query of an index are the index's keys is not
   * documented; where there are none, the condition lets the Query pass.
   */
  moderation: [
    { actions: ['Query'], leadingKeys: ['reports#*'] },
    { actions: ['GetItem', 'BatchGetItem'], leadingKeys: ['RPT#*', 'EVD#*'] },
    { actions: ['GetItem'], leadingKeys: ['USR#*'], attributes: ['suspendedUntil'] },
    inTransaction(['UpdateItem'], ['RPT#*', 'EVD#*']),
    inTransaction(
      ['UpdateItem'],
      ['USR#*'],
      ['suspendedUntil', 'suspensionStatement', 'suspendedBy'],
    ),
    inTransaction(['UpdateItem'], ['WRK#*']),
  ],
  rows: ownRows([
    'blocked',
    'clearedUpTo',
    'folder',
    'home',
    'lastMessage',
    'lastMessageUuid',
    'lastUnsend',
    'muted',
    'readUpTo',
    'unreadCount',
  ]),
  profiles: [
    inTransaction(
      ['UpdateItem'],
      ['USR#*'],
      ['deletedAt', 'displayName', 'erases', 'handle', 'handleChanges'],
    ),
    inTransaction(['PutItem', 'UpdateItem'], ['HDL#*']),
    inTransaction(['UpdateItem'], ['WRK#*']),
  ],
  settings: [
    inTransaction(
      ['UpdateItem'],
      ['USR#*'],
      ['acceptsRequests', 'isDiscoverable', 'showsReadReceipts'],
    ),
    inTransaction(['UpdateItem'], ['HDL#*'], ['handle', 'isHidden', 'uuid']),
    inTransaction(['UpdateItem'], ['WRK#*']),
  ],
  removals: [...changes, inTransaction(['UpdateItem'], ['RPT#*', 'EVD#*'])],
};

interface DataSourceRolesProps {
  readonly rolePath: string;
  readonly table: ITableV2;
}

/** One role for each data source that uses the table, with the actions of its functions and no more. */
export class DataSourceRoles extends Construct {
  readonly roles: Readonly<Record<TableDataSourceName, Role>>;

  constructor(scope: Construct, id: string, { rolePath, table }: DataSourceRolesProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const roleOf = (name: TableDataSourceName): Role => {
      const role = new Role(this, name, {
        path: rolePath,
        description: `AppSync data source ${name}`,
        // AppSync developer guide, "Attaching a data source": the two keys that its trust policies may use.
        assumedBy: new ServicePrincipal('appsync.amazonaws.com', {
          conditions: {
            StringEquals: { 'aws:SourceAccount': stack.account },
            ArnLike: {
              'aws:SourceArn': `arn:${stack.partition}:appsync:${stack.region}:${stack.account}:apis/*`,
            },
          },
        }),
      });
      // Apart from the role: the table's policy names the role, and this policy names the table.
      new ManagedPolicy(this, `${name}Policy`, {
        description: `What the AppSync data source ${name} may do`,
        roles: [role],
        statements: tableStatements(table, access[name]),
      });
      return role;
    };
    const names = Object.keys(access) as TableDataSourceName[];
    this.roles = Object.fromEntries(names.map((name) => [name, roleOf(name)])) as Record<
      TableDataSourceName,
      Role
    >;
  }
}
