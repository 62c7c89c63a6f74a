import { sets, typedMap } from './dynamodb.js';
import { toExpression, type Expression } from './expression.js';
import { Fault, mapArgument, nameOf, unsupported } from './faults.js';
import { isArray, keys } from './natives.js';
import { projection } from './projection.js';
import { operations, updateExpression } from './update.js';

/**
 * `@aws-appsync/utils/dynamodb`: requests in plain values. get, put, remove, scan and update are
 * recorded from AWS (localstack/appsync-utils). The others follow the declarations of
 * @aws-appsync/utils 2.1.1 and the developer guide (built-in-modules-js); their exact text is not
 * recorded. AWS did not have `sync` when LocalStack recorded.
 */

type Payload = Record<string, unknown>;

const passed = {
  item: ['customPartitionKey', 'populateIndexFields', '_version'],
  read: ['index', 'limit', 'nextToken', 'consistentRead', 'scanIndexForward', 'select'],
  scan: ['totalSegments', 'segment'],
  sync: ['basePartitionKey', 'deltaIndexName', 'limit', 'nextToken', 'lastSync'],
};

export const dynamodbModule = {
  ...sets,
  operations,
  get: request('get', 'GetItem', (input) => ({
    key: typed(input, 'key'),
    ...copied(input, ['consistentRead']),
    ...projection(input),
  })),
  put: request('put', 'PutItem', (input) => ({
    key: typed(input, 'key'),
    attributeValues: typed(input, 'item'),
    ...expression(input, 'condition'),
    ...copied(input, passed.item),
  })),
  update: request('update', 'UpdateItem', (input) => ({
    key: typed(input, 'key'),
    update: updateExpression(input['update']),
    ...expression(input, 'condition'),
    ...copied(input, passed.item),
  })),
  remove: request('remove', 'DeleteItem', (input) => ({
    key: typed(input, 'key'),
    ...expression(input, 'condition'),
    ...copied(input, passed.item),
  })),
  query: request('query', 'Query', (input) => ({
    query: required(input['query'], 'query'),
    ...copied(input, passed.read),
    ...expression(input, 'filter'),
    ...projection(input),
  })),
  scan: optional(
    request('scan', 'Scan', (input) => ({
      ...copied(input, [...passed.read, ...passed.scan]),
      ...expression(input, 'filter'),
      ...projection(input),
    })),
  ),
  sync: optional(
    request('sync', 'Sync', (input) => ({
      ...copied(input, passed.sync),
      ...expression(input, 'filter'),
    })),
  ),
  batchGet: (payload: unknown) => ({
    operation: 'BatchGetItem',
    tables: tables(payload, 'batchGet', (table) => {
      const input = mapArgument(table, 'batchGet');
      return {
        keys: list(input['keys'], 'keys').map((key) => typedMap(mapArgument(key, 'key'))),
        ...copied(input, ['consistentRead']),
        ...projection(input),
      };
    }),
  }),
  batchPut: (payload: unknown) => ({
    operation: 'BatchPutItem',
    tables: tables(payload, 'batchPut', typedList),
  }),
  batchDelete: (payload: unknown) => ({
    operation: 'BatchDeleteItem',
    tables: tables(payload, 'batchDelete', typedList),
  }),
  transactGet: (payload: unknown) => ({
    operation: 'TransactGetItems',
    transactItems: list(mapArgument(payload, 'transactGet')['items'], 'items').map((item) => {
      const input = mapArgument(item, 'transactGet');
      return { table: input['table'], key: typed(input, 'key'), ...projection(input) };
    }),
  }),
  transactWrite: (payload: unknown) => ({
    operation: 'TransactWriteItems',
    transactItems: list(mapArgument(payload, 'transactWrite')['items'], 'items').map(transactItem),
  }),
};

/** A function that makes the request for an operation of what it is given. */
function request(what: string, operation: string, fieldsOf: (input: Payload) => Payload) {
  return (payload: unknown) => ({ operation, ...fieldsOf(mapArgument(payload, what)) });
}

function optional<T>(make: (payload: unknown) => T) {
  return (payload?: unknown) => make(payload ?? {});
}

function transactItem(item: unknown): Payload {
  const wrapped = mapArgument(item, 'transactWrite');
  const [kind = '', ...others] = keys(wrapped);
  if (others.length > 0) unsupported('a transactWrite item with several operations');
  const input = mapArgument(wrapped[kind], kind);
  const common = { table: input['table'], key: typed(input, 'key') };
  const condition = expression(input, 'condition');
  switch (kind) {
    case 'putItem':
      return {
        ...common,
        operation: 'PutItem',
        attributeValues: typed(input, 'item'),
        ...condition,
      };
    case 'updateItem':
      return {
        ...common,
        operation: 'UpdateItem',
        update: updateExpression(input['update']),
        ...condition,
      };
    case 'deleteItem':
      return { ...common, operation: 'DeleteItem', ...condition };
    case 'conditionCheck':
      return { ...common, operation: 'ConditionCheck', ...condition };
    default:
      throw new Fault(`transactWrite has no operation ${kind}`);
  }
}

function list(value: unknown, what: string): unknown[] {
  return isArray(value) ? (value as unknown[]) : unsupported(`${what} that are ${nameOf(value)}`);
}

function typed(input: Payload, name: string): Payload {
  return typedMap(mapArgument(input[name], name));
}

function typedList(items: unknown): Payload[] {
  return list(items, 'items').map((item) => typedMap(mapArgument(item, 'item')));
}

function tables(payload: unknown, what: string, convert: (table: unknown) => unknown): Payload {
  const given = mapArgument(mapArgument(payload, what)['tables'], 'tables');
  const converted: Payload = {};
  for (const name of keys(given)) converted[name] = convert(given[name]);
  return converted;
}

/** Copies the options that are present and not null. */
function copied(input: Payload, names: readonly string[]): Payload {
  const copy: Payload = {};
  for (const name of names) {
    if (input[name] !== undefined && input[name] !== null) copy[name] = input[name];
  }
  return copy;
}

function expression(input: Payload, name: string): Payload {
  const filter = input[name];
  return filter === undefined || filter === null ? {} : { [name]: required(filter, name) };
}

function required(filter: unknown, what: string): Expression {
  return toExpression(filter) ?? unsupported(`a ${what} without an expression`);
}
