import { isDeepStrictEqual } from 'node:util';
import {
  asBoolean,
  asObject,
  at,
  ifGiven,
  listOf,
  onlyFields,
  required,
} from '../requestObject.js';
import type { Fields, Path } from '../requestObject.js';
import { ResolverFault } from '../resolverFault.js';
import { toItem, toPlain, toPlainOrNull } from './attributeValues.js';
import type { AttributeValue, Item, Operations } from '../../../dynamodb/wire/index.js';
import { common, type Connection, type Operation } from './connection.js';

const readTables = (request: Fields): [table: string, value: unknown, path: Path][] => {
  onlyFields(request, '$', [...common, 'tables']);
  const path = at('$', 'tables');
  const tables = Object.entries(required(request, '$', 'tables', asObject));
  return tables.map(([table, value]) => [table, value, at(path, table)]);
};

const readItems = (value: unknown, path: Path, tablePath = path): Item[] => {
  const items = listOf(toItem)(value, path);
  if (items.length === 0) throw new ResolverFault(`RequestItem keys '${tablePath}' can't be empty`);
  return items;
};

type KeysAndAttributes = NonNullable<Operations['BatchGetItem']['input']['RequestItems']>[string];
type WriteRequest = NonNullable<
  Operations['BatchWriteItem']['input']['RequestItems']
>[string][number];

interface TableRead {
  readonly table: string;
  readonly keys: readonly Item[];
  readonly read: KeysAndAttributes;
}

/**
 * A projection is documented (same page as `batchGetItem`), but AppSync was seen to fail on it with a
 * NullPointerException, `Cannot invoke "Object.toString()" because the return value of
 * "java.util.Map.get(Object)" is null` (aws-appsync-community issue 391, without the request and
 * without a reply). Whether AppSync supports any projection is not known. The host refuses all of
 * them, with a message of its own.
 */
const noProjection = (_: unknown, path: Path): never => {
  throw new ResolverFault(
    `'${path}' is not supported by this host: AppSync was seen to fail on it with a NullPointerException.`,
  );
};

const readTableRead = (table: string, value: unknown, path: Path): TableRead => {
  const fields = asObject(value, path);
  onlyFields(fields, path, ['keys', 'consistentRead', 'projection']);
  ifGiven(fields, path, 'projection', noProjection);
  const keys = required(fields, path, 'keys', (list, where) => readItems(list, where, path));
  const ConsistentRead = ifGiven(fields, path, 'consistentRead', asBoolean) ?? false;
  return { table, keys, read: { Keys: [...keys], ConsistentRead } };
};

/** DynamoDB normalizes numbers: a key given as 1.0 is returned as 1. */
const sameKeyValue = (one: AttributeValue | undefined, other: AttributeValue): boolean => {
  if (one?.N === undefined || other.N === undefined) return isDeepStrictEqual(one, other);
  const [first, second] = [Number(one.N), Number(other.N)];
  return one.N === other.N || (first === second && Math.abs(first) <= Number.MAX_SAFE_INTEGER);
};

const hasKey = (item: Item, key: Item): boolean =>
  Object.entries(key).every(([name, value]) => sameKeyValue(item[name], value));

/**
 * `ctx.result`: `{ data, unprocessedKeys }`, each with every table of the request. Items are in the
 * order of the keys, null for a missing or unprocessed one (AppSync developer guide,
 * js-aws-appsync-resolver-reference-dynamodb-batch-get-item).
 */
export const batchGetItem: Operation = async (request, { send }) => {
  const reads = readTables(request).map((table) => readTableRead(...table));
  const input = { RequestItems: Object.fromEntries(reads.map(({ table, read }) => [table, read])) };
  const { Responses = {}, UnprocessedKeys = {} } = await send('BatchGetItem', input);
  const itemsOf = ({ table, keys }: TableRead) =>
    keys.map((key) => toPlainOrNull(Responses[table]?.find((item) => hasKey(item, key))));
  return {
    data: Object.fromEntries(reads.map((read) => [read.table, itemsOf(read)])),
    unprocessedKeys: Object.fromEntries(
      reads.map(({ table }) => [table, (UnprocessedKeys[table]?.Keys ?? []).map(toPlain)]),
    ),
  };
};

/** Sends one BatchWriteItem. `data` and `unprocessed` have every table of the request. */
const batchWrite = async (
  request: Fields,
  { send }: Connection,
  toWrite: (item: Item) => WriteRequest,
  fromWrite: (write: WriteRequest) => Item | undefined,
) => {
  const tables = readTables(request).map(([table, value, path]) => ({
    table,
    items: readItems(value, path),
  }));
  const input = {
    RequestItems: Object.fromEntries(tables.map(({ table, items }) => [table, items.map(toWrite)])),
  };
  const { UnprocessedItems = {} } = await send('BatchWriteItem', input);
  const unprocessedOf = (table: string): Item[] =>
    (UnprocessedItems[table] ?? []).map(fromWrite).filter((item) => item !== undefined);
  const dataOf = ({ table, items }: { table: string; items: Item[] }) =>
    items.map((item) =>
      unprocessedOf(table).some((unprocessed) => isDeepStrictEqual(unprocessed, item))
        ? null
        : toPlain(item),
    );
  return {
    data: Object.fromEntries(tables.map((table) => [table.table, dataOf(table)])),
    unprocessed: Object.fromEntries(
      tables.map(({ table }) => [table, unprocessedOf(table).map(toPlain)]),
    ),
  };
};

/** `ctx.result`: `{ data, unprocessedItems }`. `data` has the items, null for an unprocessed one. */
export const batchPutItem: Operation = async (request, connection) => {
  const { data, unprocessed } = await batchWrite(
    request,
    connection,
    (item) => ({ PutRequest: { Item: item } }),
    (write) => write.PutRequest?.Item,
  );
  return { data, unprocessedItems: unprocessed };
};

/** `ctx.result`: `{ data, unprocessedKeys }`. `data` has the keys, null for an unprocessed one. */
export const batchDeleteItem: Operation = async (request, connection) => {
  const { data, unprocessed } = await batchWrite(
    request,
    connection,
    (key) => ({ DeleteRequest: { Key: key } }),
    (write) => write.DeleteRequest?.Key,
  );
  return { data, unprocessedKeys: unprocessed };
};
