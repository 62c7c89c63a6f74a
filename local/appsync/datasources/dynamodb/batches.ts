import { isDeepStrictEqual } from 'node:util';
import { BatchGetItemCommand, BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, KeysAndAttributes, WriteRequest } from '@aws-sdk/client-dynamodb';
import {
  asBoolean,
  asList,
  asObject,
  at,
  ifGiven,
  onlyFields,
  required,
} from '../requestObject.js';
import type { Fields, Path } from '../requestObject.js';
import { ResolverFault } from '../resolverFault.js';
import { toItem, toPlain, toPlainOrNull } from './attributeValues.js';
import type { Item } from './attributeValues.js';
import { common } from './connection.js';
import type { Connection, Operation } from './connection.js';
import { projectionIfGiven } from './expressions.js';
import type { Expression } from './expressions.js';

const readTables = (request: Fields): [table: string, value: unknown, path: Path][] => {
  onlyFields(request, '$', [...common, 'tables']);
  const path = at('$', 'tables');
  const tables = Object.entries(asObject(required(request, '$', 'tables'), path));
  return tables.map(([table, value]) => [table, value, at(path, table)]);
};

const readItems = (value: unknown, path: Path, tablePath: Path): Item[] => {
  const items = asList(value, path);
  if (items.length === 0) throw new ResolverFault(`RequestItem keys '${tablePath}' can't be empty`);
  return items.map((item, index) => toItem(item, at(path, index)));
};

/** The attributes at the top that a projection expression names. */
const projected = ({ expression, names }: Expression): Set<string> =>
  new Set(
    expression.split(',').map((path) => {
      const [first = ''] = path.trim().split(/[.[]/);
      return names[first] ?? first;
    }),
  );

interface TableRead {
  readonly table: string;
  readonly keys: readonly Item[];
  readonly read: KeysAndAttributes;
  /** Key attributes that were asked for only to tell which item is which. */
  readonly added: readonly string[];
}

const readTableRead = (table: string, value: unknown, path: Path): TableRead => {
  const fields = asObject(value, path);
  onlyFields(fields, path, ['keys', 'consistentRead', 'projection']);
  const keys = readItems(required(fields, path, 'keys'), at(path, 'keys'), path);
  const projection = projectionIfGiven(fields, path);
  const asked = projection === undefined ? undefined : projected(projection);
  const added = Object.keys(keys[0] ?? {}).filter((name) => asked?.has(name) === false);
  const addedNames = Object.fromEntries(added.map((name, index) => [`#appsyncKey${index}`, name]));
  const names = { ...projection?.names, ...addedNames };
  return {
    table,
    keys,
    added,
    read: {
      Keys: [...keys],
      ConsistentRead: ifGiven(fields, path, 'consistentRead', asBoolean) ?? false,
      ProjectionExpression:
        projection && [projection.expression, ...Object.keys(addedNames)].join(', '),
      ExpressionAttributeNames: Object.keys(names).length === 0 ? undefined : names,
    },
  };
};

/** DynamoDB writes numbers its own way: what was asked for as 1.0 comes back as 1. */
const sameKeyValue = (one: AttributeValue | undefined, other: AttributeValue): boolean => {
  if (one?.N === undefined || other.N === undefined) return isDeepStrictEqual(one, other);
  const [first, second] = [Number(one.N), Number(other.N)];
  return one.N === other.N || (first === second && Math.abs(first) <= Number.MAX_SAFE_INTEGER);
};

const hasKey = (item: Item, key: Item): boolean =>
  Object.entries(key).every(([name, value]) => sameKeyValue(item[name], value));

const without = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));

/**
 * `ctx.result`: `{ data, unprocessedKeys }`, each with every table of the request; items stand in
 * the order of the keys, null where there is none or where it was not processed (AppSync developer
 * guide, js-aws-appsync-resolver-reference-dynamodb-batch-get-item).
 */
export const batchGetItem: Operation = async (request, { client, authorize, observe }) => {
  const reads = readTables(request).map((table) => readTableRead(...table));
  const input = { RequestItems: Object.fromEntries(reads.map(({ table, read }) => [table, read])) };
  for (const { table } of reads) authorize('BatchGetItem', table);
  const { Responses = {}, UnprocessedKeys = {} } = await observe('BatchGetItem', input, () =>
    client.send(new BatchGetItemCommand(input)),
  );
  const itemsOf = ({ table, keys, added }: TableRead) =>
    keys.map((key) => {
      const item = Responses[table]?.find((candidate) => hasKey(candidate, key));
      return toPlainOrNull(item && without(item, added));
    });
  return {
    data: Object.fromEntries(reads.map((read) => [read.table, itemsOf(read)])),
    unprocessedKeys: Object.fromEntries(
      reads.map(({ table }) => [table, (UnprocessedKeys[table]?.Keys ?? []).map(toPlain)]),
    ),
  };
};

/** One BatchWriteItem; `data` and `unprocessed` have every table of the request. */
const batchWrite = async (
  request: Fields,
  { client, authorize, observe }: Connection,
  toWrite: (item: Item) => WriteRequest,
  fromWrite: (write: WriteRequest) => Item | undefined,
) => {
  const tables = readTables(request).map(([table, value, path]) => ({
    table,
    items: readItems(value, path, path),
  }));
  const input = {
    RequestItems: Object.fromEntries(tables.map(({ table, items }) => [table, items.map(toWrite)])),
  };
  for (const { table } of tables) authorize('BatchWriteItem', table);
  const { UnprocessedItems = {} } = await observe('BatchWriteItem', input, () =>
    client.send(new BatchWriteItemCommand(input)),
  );
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

/** `ctx.result`: `{ data, unprocessedItems }`: the items put, null for those that were not. */
export const batchPutItem: Operation = async (request, connection) => {
  const { data, unprocessed } = await batchWrite(
    request,
    connection,
    (item) => ({ PutRequest: { Item: item } }),
    (write) => write.PutRequest?.Item,
  );
  return { data, unprocessedItems: unprocessed };
};

/** `ctx.result`: `{ data, unprocessedKeys }`: the keys deleted, null for those that were not. */
export const batchDeleteItem: Operation = async (request, connection) => {
  const { data, unprocessed } = await batchWrite(
    request,
    connection,
    (key) => ({ DeleteRequest: { Key: key } }),
    (write) => write.DeleteRequest?.Key,
  );
  return { data, unprocessedKeys: unprocessed };
};
