/** The data sources of the API, as pure data; `manifest.ts` says which function uses which. */

/** What a data source may do on the table. Becomes the IAM policy of its role; the host enforces the same. */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

export type DataSource =
  | { readonly type: 'NONE' }
  | {
      readonly type: 'AMAZON_DYNAMODB';
      readonly actions: readonly TableAction[];
      /** Writes are allowed only as part of a TransactWriteItems (IAM: `dynamodb:EnclosingOperation`). */
      readonly transactionOnly?: true;
    };

/** Each data source has its own role with exactly these actions. */
export const dataSources = {
  none: { type: 'NONE' },
  reads: { type: 'AMAZON_DYNAMODB', actions: ['GetItem', 'BatchGetItem', 'Query'] },
  sends: {
    type: 'AMAZON_DYNAMODB',
    actions: ['PutItem', 'UpdateItem', 'ConditionCheckItem'],
    transactionOnly: true,
  },
  /** Edits, unsent messages and reactions. */
  changes: {
    type: 'AMAZON_DYNAMODB',
    actions: ['PutItem', 'UpdateItem'],
    transactionOnly: true,
  },
  blocks: {
    type: 'AMAZON_DYNAMODB',
    actions: ['UpdateItem', 'DeleteItem'],
    transactionOnly: true,
  },
  /** GetItem, here and below: AppSync reads the item back when an UpdateItem's condition fails. */
  readMarkers: { type: 'AMAZON_DYNAMODB', actions: ['UpdateItem', 'GetItem'] },
  /** Changes of a person's own rows: folder, mute, clear. */
  rows: { type: 'AMAZON_DYNAMODB', actions: ['UpdateItem', 'GetItem'] },
  /** Changes of a person's own names. */
  profiles: {
    type: 'AMAZON_DYNAMODB',
    actions: ['PutItem', 'UpdateItem'],
    transactionOnly: true,
  },
  settings: {
    type: 'AMAZON_DYNAMODB',
    actions: ['UpdateItem'],
    transactionOnly: true,
  },
  /** Takes reports in. */
  reports: {
    type: 'AMAZON_DYNAMODB',
    actions: ['PutItem', 'UpdateItem'],
    transactionOnly: true,
  },
  /** Reads and decides reports, for moderators. */
  moderation: {
    type: 'AMAZON_DYNAMODB',
    actions: ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem'],
    transactionOnly: true,
  },
  /** Removes reported messages: the only way from a report to a message. */
  removals: {
    type: 'AMAZON_DYNAMODB',
    actions: ['PutItem', 'UpdateItem'],
    transactionOnly: true,
  },
} as const satisfies Record<string, DataSource>;

export type DataSourceName = keyof typeof dataSources;
