import { describe, expect, test } from 'vitest';
import { createNoneDataSource, ResolverFault } from '../../local/appsync/datasources/index.js';
import { testDataSource } from '../support/dataSource.js';
import { useDynamoDB } from '../support/dynamodb.js';
import { testResolver } from '../support/resolver.js';

const dynamoDB = useDynamoDB();
const key = { pk: { S: 'a' }, sk: { S: 'b' } };
const expression = 'attribute_exists(pk)';

describe('A request that AppSync cannot interpret', () => {
  test.each<[what: string, request: unknown, message: string]>([
    ['no operation', { key }, "Value for field '$[operation]' not found."],
    ['nothing at all', undefined, "Value for field '$[operation]' not found."],
    ['null', null, "Value for field '$[operation]' not found."],
    ['an unknown operation', { operation: 'Upsert', key }, "Unsupported operation 'Upsert'."],
    ['a name from Object', { operation: 'toString' }, "Unsupported operation 'toString'."],
    ['no key', { operation: 'GetItem' }, "Value for field '$[key]' not found."],
    [
      'a field of another operation',
      { operation: 'Scan', scanIndexForward: false },
      "Unsupported element '$[scanIndexForward]'.",
    ],
    [
      'DynamoDB’s own field',
      { operation: 'UpdateItem', key, update: { expression: 'SET a = b' }, returnValues: 'NONE' },
      "Unsupported element '$[returnValues]'.",
    ],
    [
      'a transaction’s flag in a condition',
      {
        operation: 'DeleteItem',
        key,
        condition: { expression, returnValuesOnConditionCheckFailure: false },
      },
      "Unsupported element '$[condition][returnValuesOnConditionCheckFailure]'.",
    ],
    [
      'an unknown field of an update',
      { operation: 'UpdateItem', key, update: { expression: 'SET a = b', names: {} } },
      "Unsupported element '$[update][names]'.",
    ],
    [
      'an unknown field of a query',
      { operation: 'Query', query: { expression: 'pk = pk', key } },
      "Unsupported element '$[query][key]'.",
    ],
    [
      'an unknown field of a projection',
      { operation: 'GetItem', key, projection: { expression: 'a', names: {} } },
      "Unsupported element '$[projection][names]'.",
    ],
    [
      'an unknown field of a table in a batch',
      { operation: 'BatchGetItem', tables: { T: { keys: [key], limit: 1 } } },
      "Unsupported element '$[tables][T][limit]'.",
    ],
    [
      'an unknown field of an item of a transaction',
      {
        operation: 'TransactGetItems',
        transactItems: [
          { table: 'T', key },
          { table: 'T', key, limit: 1 },
        ],
      },
      "Unsupported element '$[transactItems][1][limit]'.",
    ],
    [
      'an unknown field of a condition in a transaction',
      {
        operation: 'TransactWriteItems',
        transactItems: [
          {
            table: 'T',
            operation: 'ConditionCheck',
            key,
            condition: { expression, equalsIgnore: [] },
          },
        ],
      },
      "Unsupported element '$[transactItems][0][condition][equalsIgnore]'.",
    ],
    [
      'a filter that is no expression',
      { operation: 'Scan', filter: { and: [] } },
      "Unsupported element '$[filter][and]'.",
    ],
    [
      'a batch without keys',
      { operation: 'BatchGetItem', tables: { T: { keys: [] } } },
      "RequestItem keys '$[tables][T]' can't be empty",
    ],
    [
      'a batch without items',
      { operation: 'BatchPutItem', tables: { T: [] } },
      "RequestItem keys '$[tables][T]' can't be empty",
    ],
    [
      'an item of a transaction without a table',
      { operation: 'TransactGetItems', transactItems: [{ key }] },
      "Value for field '$[transactItems][0][table]' not found.",
    ],
    [
      'an unknown write in a transaction',
      { operation: 'TransactWriteItems', transactItems: [{ table: 'T', operation: 'Put', key }] },
      "Unsupported operation 'Put'.",
    ],
  ])('%s', async (_, request, message) => {
    const { execute, made } = testDataSource(dynamoDB);

    await expect(execute(request)).rejects.toThrow(new ResolverFault(message));
    expect(made()).toEqual([]);
  });

  test.each<[what: string, request: Record<string, unknown>]>([
    ['a list for a key', { operation: 'GetItem', key: [] }],
    ['an untyped value', { operation: 'GetItem', key: { pk: 'a' } }],
    ['two types for one value', { operation: 'GetItem', key: { pk: { S: 'a', N: 1 } } }],
    ['an unknown type', { operation: 'GetItem', key: { pk: { X: 'a' } } }],
    ['a number typed as text', { operation: 'GetItem', key: { pk: { S: 1 } } }],
    ['text for a limit', { operation: 'Scan', limit: '10' }],
    ['a broken limit', { operation: 'Scan', limit: 1.5 }],
    ['text for a flag', { operation: 'GetItem', key, consistentRead: 'true' }],
  ])('%s is a fault of errorType MappingTemplate', async (_, request) => {
    const { execute, made } = testDataSource(dynamoDB);

    await expect(execute(request)).rejects.toMatchObject({ errorType: 'MappingTemplate' });
    expect(made()).toEqual([]);
  });

  test.each<[what: string, request: Record<string, unknown>]>([
    ['conflict detection', { operation: 'DeleteItem', key, _version: 1 }],
    ['Sync', { operation: 'Sync' }],
    [
      'a Lambda function for failed conditions',
      {
        operation: 'DeleteItem',
        key,
        condition: { expression, conditionalCheckFailedHandler: { strategy: 'Custom' } },
      },
    ],
  ])('%s is reported as unsupported', async (_, request) => {
    const { execute, made } = testDataSource(dynamoDB);

    await expect(execute(request)).rejects.toMatchObject({
      errorType: 'MappingTemplate',
      message: expect.stringMatching(/ (is|are) not supported by this host\.$/),
    });
    expect(made()).toEqual([]);
  });
});

test('a request handler that returns undefined has no operation', async () => {
  const { execute, made } = testDataSource(dynamoDB);
  const nothing = `export function request(ctx) {}
    export function response(ctx) { return 'not reached'; }`;

  const answer = await testResolver({ stages: [nothing], dataSource: { execute } })();

  expect(answer).toMatchObject({
    value: null,
    errors: [
      { errorType: 'MappingTemplate', message: "Value for field '$[operation]' not found." },
    ],
  });
  expect(made()).toEqual([]);
});

test('null counts as omitted for optional fields', async () => {
  const { execute } = testDataSource(dynamoDB);
  const request = { operation: 'Scan', limit: null, nextToken: null, filter: null, index: null };
  expect((await execute(request)).error).toBeUndefined();
});

test('a type without a value is refused by DynamoDB itself', async () => {
  const { execute } = testDataSource(dynamoDB);
  const { error } = await execute({ operation: 'GetItem', key: { ...key, sk: { S: null } } });

  expect(error?.type).toBe('DynamoDB:DynamoDbException');
  expect(error?.message).toMatch(/^Supplied AttributeValue is empty/);
});

describe('A NONE data source', () => {
  const none = createNoneDataSource();
  const scope = { resolver: 'Query.test' };

  test('returns its payload unchanged, and null without one', async () => {
    expect(await none.execute({ payload: [1, { a: null }] }, scope)).toEqual({
      result: [1, { a: null }],
    });
    expect(await none.execute({ payload: false }, scope)).toEqual({ result: false });
    expect(await none.execute({}, scope)).toEqual({ result: null });
  });

  test.each([[null], ['text'], [{ operation: 'GetItem' }]])('refuses %j', async (request) => {
    await expect(none.execute(request, scope)).rejects.toMatchObject({
      errorType: 'MappingTemplate',
    });
  });
});
