import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { ItemKey } from '../../../resolvers/lib/keys.js';
import { worker } from '../../../resolvers/worker.js';

/** What one call of the worker works with. */
export interface WorkTable {
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The accounts of the user pool. Left out: there is none to delete. */
  readonly accounts?: Accounts;
  /** The list outside the table. Left out: there is none. */
  readonly deletedAccounts?: DeletedAccounts;
  /** Ends what the call asks of the table, retries and all. */
  readonly signal?: AbortSignal;
}

/** What the worker does with accounts. Both do nothing where there is none of this `sub`. */
export interface Accounts {
  disable(sub: string): Promise<void>;
  remove(sub: string): Promise<void>;
}

/** The table that lists deleted accounts (`resolvers/deletedAccounts.ts`). */
interface DeletedAccounts {
  readonly tableName: string;
  /** How long an entry is kept. */
  readonly days: number;
}

export type Attributes = Record<string, AttributeValue>;

export const toKey = ({ pk, sk }: ItemKey): Attributes => ({ pk: { S: pk }, sk: { S: sk } });

/** The key of an item that was read with it. */
export const toItemKey = ({ pk, sk }: Attributes): ItemKey => ({ pk: pk!.S!, sk: sk!.S! });

/** ISO 8601, UTC: such texts sort by time. */
export const timeText = (epochMilliseconds: number): string =>
  new Date(epochMilliseconds).toISOString();

/** What reading and writing items needs of it. */
export type ItemTable = Pick<WorkTable, 'dynamoDb' | 'tableName' | 'signal'>;

/** An item, read consistently unless `how` says otherwise; undefined where there is none. */
export async function getItem(
  { dynamoDb, tableName, signal }: ItemTable,
  key: ItemKey,
  how: Pick<GetItemCommandInput, 'ProjectionExpression' | 'ConsistentRead'> = {},
): Promise<Attributes | undefined> {
  const input = { TableName: tableName, Key: toKey(key), ConsistentRead: true };
  const command = new GetItemCommand({ ...input, ...how });
  return (await dynamoDb.send(command, { abortSignal: signal })).Item;
}

/** One page of a Query. @returns with `last`, where there may be more */
export async function queryItems(
  { dynamoDb, tableName, signal }: ItemTable,
  query: Omit<QueryCommandInput, 'TableName'>,
): Promise<{ items: Attributes[]; last: Attributes | undefined }> {
  const command = new QueryCommand({ TableName: tableName, ...query });
  const { Items = [], LastEvaluatedKey } = await dynamoDb.send(command, { abortSignal: signal });
  return { items: Items, last: LastEvaluatedKey };
}

/** One page of a partition, read consistently. @param after the sort key of the page before */
export async function partitionPage(
  table: ItemTable,
  partition: string,
  after: string | undefined,
  ProjectionExpression?: string,
): Promise<{ items: Attributes[]; last: string | undefined }> {
  const { items, last } = await queryItems(table, {
    KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk > :after',
    ExpressionAttributeValues: {
      ':pk': { S: partition },
      ...(after === undefined ? {} : { ':after': { S: after } }),
    },
    ProjectionExpression,
    ConsistentRead: true,
    Limit: worker.rowsOfAPage,
  });
  return { items, last: last?.sk?.S };
}

/** Updates an item, or makes it. @returns false when its condition does not hold */
export const updateItem = (
  { dynamoDb, tableName, signal }: ItemTable,
  key: ItemKey,
  update: Omit<UpdateItemCommandInput, 'TableName' | 'Key'> = {},
): Promise<boolean> => {
  const command = new UpdateItemCommand({ TableName: tableName, Key: toKey(key), ...update });
  return ifItHolds(() => dynamoDb.send(command, { abortSignal: signal }));
};

/** Deletes an item. @returns false when its condition does not hold */
export const deleteItem = (
  { dynamoDb, tableName, signal }: ItemTable,
  key: ItemKey,
  only: Omit<DeleteItemCommandInput, 'TableName' | 'Key'> = {},
): Promise<boolean> => {
  const command = new DeleteItemCommand({ TableName: tableName, Key: toKey(key), ...only });
  return ifItHolds(() => dynamoDb.send(command, { abortSignal: signal }));
};

/**
 * Carry out a conditional write.
 *
 * @returns false when its condition does not hold
 * @throws what `write` throws besides
 */
async function ifItHolds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
