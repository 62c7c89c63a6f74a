import { Stack } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type DataSource, dataSources, type DataSourceName } from '../../resolvers/manifest.js';
import { type TableAccess, tableStatements } from './tableAccess.js';

/** The data sources that use the table, and so have a role. */
export type TableDataSourceName = {
  [Name in DataSourceName]: (typeof dataSources)[Name]['type'] extends 'NONE' ? never : Name;
}[DataSourceName];

/**
 * What a data source's actions are limited to beyond the manifest: kinds of items, and, where it
 * writes outside a transaction or into a profile, the attributes that its requests name; see
 * docs/adr/0004-read-markers-outside-transactions.md.
 */
const limits: Record<TableDataSourceName, (actions: DataSource) => readonly TableAccess[]> = {
  reads: unlimited,
  sends: () => [
    { actions: ['PutItem'], transactionOnly: true, leadingKeys: ['MSG#*', 'GRP#*', 'TKN#*'] },
    { actions: ['UpdateItem'], transactionOnly: true, leadingKeys: ['GRP#*'] },
    // The message that a reply answers.
    { actions: ['ConditionCheckItem'], transactionOnly: true, leadingKeys: ['MSG#*'] },
    {
      actions: ['UpdateItem'],
      transactionOnly: true,
      leadingKeys: ['USR#*'],
      attributes: [
        'pk',
        'sk',
        'contacts',
        'contactsOn',
        'deletedAt',
        'displayName',
        'handle',
        'suspendedUntil',
      ],
    },
  ],
  changes: () => changes,
  removals: () => [
    ...changes,
    { actions: ['UpdateItem'], transactionOnly: true, leadingKeys: ['RPT#*', 'EVD#*'] },
  ],
  blocks: () => [
    { actions: ['UpdateItem'], transactionOnly: true, leadingKeys: ['GRP#*', 'CHG#*'] },
    { actions: ['DeleteItem'], transactionOnly: true, leadingKeys: ['GRP#*'] },
  ],
  readMarkers: () =>
    ownRows(['pk', 'sk', 'blocked', 'lastMessageUuid', 'lastUnsend', 'readUpTo', 'unreadCount']),
  rows: () =>
    ownRows([
      'pk',
      'sk',
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
  profiles: () => [
    {
      actions: ['UpdateItem'],
      transactionOnly: true,
      leadingKeys: ['USR#*'],
      attributes: ['pk', 'sk', 'deletedAt', 'displayName', 'erases', 'handle', 'handleChanges'],
    },
    { actions: ['PutItem', 'UpdateItem'], transactionOnly: true, leadingKeys: ['HDL#*'] },
    { actions: ['UpdateItem'], transactionOnly: true, leadingKeys: ['WRK#*'] },
  ],
  settings: () => [
    {
      actions: ['UpdateItem'],
      transactionOnly: true,
      leadingKeys: ['USR#*'],
      attributes: ['pk', 'sk', 'acceptsRequests', 'isDiscoverable', 'showsReadReceipts'],
    },
    {
      actions: ['UpdateItem'],
      transactionOnly: true,
      leadingKeys: ['HDL#*'],
      attributes: ['pk', 'sk', 'handle', 'isHidden', 'uuid'],
    },
    { actions: ['UpdateItem'], transactionOnly: true, leadingKeys: ['WRK#*'] },
  ],
  reports: (source) =>
    unlimited(source).map((access) => ({ ...access, leadingKeys: ['RPT#*', 'EVD#*', 'LIM#*'] })),
  moderation: () => moderation,
};

/** A changed message, its conversation's log, and what the rows show of it; never names or folders. */
const changes: readonly TableAccess[] = [
  { actions: ['PutItem'], transactionOnly: true, leadingKeys: ['CHG#*'] },
  { actions: ['UpdateItem'], transactionOnly: true, leadingKeys: ['MSG#*', 'CHG#*'] },
  {
    actions: ['UpdateItem'],
    transactionOnly: true,
    leadingKeys: ['GRP#*'],
    attributes: [
      'pk',
      'sk',
      'clearedUpTo',
      'lastMessage',
      'lastMessageUuid',
      'lastUnsend',
      'readUpTo',
      'unreadCount',
    ],
  },
];

/**
 * What moderators reach: cases, evidence, the suspension on a profile, and its work item; never a
 * message or a row. That `dynamodb:LeadingKeys` of a Query of an index are the index's keys is not
 * documented; where there are none, the condition lets the Query pass.
 */
const moderation: readonly TableAccess[] = [
  { actions: ['Query'], leadingKeys: ['reports#*'] },
  { actions: ['GetItem', 'BatchGetItem'], leadingKeys: ['RPT#*', 'EVD#*'] },
  { actions: ['GetItem'], leadingKeys: ['USR#*'], attributes: ['pk', 'sk', 'suspendedUntil'] },
  { actions: ['UpdateItem'], transactionOnly: true, leadingKeys: ['RPT#*', 'EVD#*'] },
  {
    actions: ['UpdateItem'],
    transactionOnly: true,
    leadingKeys: ['USR#*'],
    attributes: ['pk', 'sk', 'suspendedUntil', 'suspensionStatement', 'suspendedBy'],
  },
  { actions: ['UpdateItem'], transactionOnly: true, leadingKeys: ['WRK#*'] },
];

/** Updates of conversation rows outside a transaction, and AppSync's reading back. */
const ownRows = (attributes: readonly string[]): readonly TableAccess[] => [
  { actions: ['UpdateItem'], leadingKeys: ['GRP#*'], attributes },
  { actions: ['GetItem'], leadingKeys: ['GRP#*'] },
];

function unlimited(source: DataSource): readonly TableAccess[] {
  if (source.type === 'NONE') return [];
  return [{ actions: source.actions, transactionOnly: source.transactionOnly ?? false }];
}

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
        statements: tableStatements(table, limits[name](dataSources[name])),
      });
      return role;
    };
    this.roles = {
      reads: roleOf('reads'),
      sends: roleOf('sends'),
      blocks: roleOf('blocks'),
      changes: roleOf('changes'),
      readMarkers: roleOf('readMarkers'),
      reports: roleOf('reports'),
      moderation: roleOf('moderation'),
      rows: roleOf('rows'),
      profiles: roleOf('profiles'),
      settings: roleOf('settings'),
      removals: roleOf('removals'),
    };
  }
}
