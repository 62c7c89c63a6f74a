import { randomUUID } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testDataSource } from '../support/dataSource.js';
import { useDynamoDB } from '../support/dynamodb.js';

const dynamoDB = useDynamoDB();
const table = () => dynamoDB.tableName;

const newKey = () => ({ pk: { S: randomUUID() }, sk: { S: 'item' } });
type Key = ReturnType<typeof newKey>;
const plainKey = (key: Key) => ({ pk: key.pk.S, sk: key.sk.S });

const stored = async (key: Key) => {
  const command = new GetItemCommand({ TableName: table(), Key: key, ConsistentRead: true });
  return (await dynamoDB.client.send(command)).Item;
};

const store = async (attributes: Record<string, AttributeValue>) => {
  const key = newKey();
  const Item = { ...key, ...attributes };
  await dynamoDB.client.send(new PutItemCommand({ TableName: table(), Item }));
  return key;
};

const ifAbsent = { expression: 'attribute_not_exists(pk)' };

describe('TransactWriteItems', () => {
  test('performs all four operations in one request and returns the keys in order', async () => {
    const { execute, made } = testDataSource(dynamoDB);
    const [put, update, gone, check] = [
      newKey(),
      newKey(),
      await store({ n: { N: '1' } }),
      await store({ n: { N: '1' } }),
    ];

    const answer = await execute({
      operation: 'TransactWriteItems',
      transactItems: [
        {
          table: table(),
          operation: 'PutItem',
          key: put,
          attributeValues: { text: { S: 'a' } },
          condition: ifAbsent,
        },
        {
          table: table(),
          operation: 'UpdateItem',
          key: update,
          update: {
            expression: 'ADD #n :one',
            expressionNames: { '#n': 'n' },
            expressionValues: { ':one': { N: 1 } },
          },
          condition: {
            expression: '#had < :max OR attribute_not_exists(#had)',
            expressionNames: { '#had': 'n' },
            expressionValues: { ':max': { N: 5 } },
          },
        },
        { table: table(), operation: 'DeleteItem', key: gone },
        {
          table: table(),
          operation: 'ConditionCheck',
          key: check,
          condition: { expression: 'n = :one', expressionValues: { ':one': { N: 1 } } },
        },
      ],
    });

    expect(answer).toEqual({
      result: { keys: [put, update, gone, check].map(plainKey), cancellationReasons: null },
    });
    expect(made()).toEqual(['TransactWriteItems']);
    expect(await stored(put)).toEqual({ ...put, text: { S: 'a' } });
    expect(await stored(update)).toEqual({ ...update, n: { N: '1' } });
    expect(await stored(gone)).toBeUndefined();
  });

  test('writes nothing when a condition fails, and reports which one, with the stored item', async () => {
    const { execute, made } = testDataSource(dynamoDB);
    const fresh = newKey();
    const there = await store({ n: { N: '7' } });
    const put = (key: Key, flag?: boolean) => ({
      table: table(),
      operation: 'PutItem',
      key,
      attributeValues: { n: { N: 1 } },
      condition: { ...ifAbsent, returnValuesOnConditionCheckFailure: flag },
    });

    const { result, error } = await execute({
      operation: 'TransactWriteItems',
      transactItems: [put(fresh), put(there)],
    });

    expect(error?.type).toBe('DynamoDB:TransactionCanceledException');
    expect(error?.message).toMatch(
      /^Transaction cancelled, please refer cancellation reasons for specific reasons \[None, ConditionalCheckFailed\] \(Service: DynamoDb, Status Code: 400, Request ID: .+\)$/,
    );
    expect(result).toEqual({
      keys: null,
      cancellationReasons: [
        { type: 'None', message: 'None' },
        {
          type: 'ConditionalCheckFailed',
          message: 'The conditional request failed',
          item: { ...plainKey(there), n: 7 },
        },
      ],
    });
    expect(await stored(fresh)).toBeUndefined();
    expect(made()).toEqual(['TransactWriteItems']);
  });

  test('omits the stored item when returnValuesOnConditionCheckFailure is false', async () => {
    const { execute } = testDataSource(dynamoDB);
    const key = await store({});
    const reasons = async (flag?: boolean) => {
      const condition = { ...ifAbsent, returnValuesOnConditionCheckFailure: flag };
      const { result } = await execute({
        operation: 'TransactWriteItems',
        transactItems: [{ table: table(), operation: 'DeleteItem', key, condition }],
      });
      return (result as { cancellationReasons: unknown }).cancellationReasons;
    };

    const reason = { type: 'ConditionalCheckFailed', message: 'The conditional request failed' };
    expect(await reasons(false)).toEqual([reason]);
    expect(await reasons()).toEqual([{ ...reason, item: plainKey(key) }]);
  });

  test('that DynamoDB rejects as malformed is an error without reasons', async () => {
    const { execute } = testDataSource(dynamoDB);
    const write = { table: table(), operation: 'DeleteItem', key: newKey() };

    const twice = await execute({
      operation: 'TransactWriteItems',
      transactItems: [write, write],
    });
    const none = await execute({ operation: 'TransactWriteItems', transactItems: [] });

    expect(twice.error?.type).toBe('DynamoDB:DynamoDbException');
    expect(twice.result).toEqual({ keys: null, cancellationReasons: null });
    expect(none.error?.type).toBe('DynamoDB:DynamoDbException');
  });
});

describe('TransactGetItems', () => {
  test('returns the items in the order of the request, null for a missing one', async () => {
    const { execute, made } = testDataSource(dynamoDB);
    const [first, second] = [await store({ n: { N: '1' } }), await store({ n: { N: '2' } })];
    const projection = { expression: '#n', expressionNames: { '#n': 'n' } };

    const answer = await execute({
      operation: 'TransactGetItems',
      transactItems: [
        { table: table(), key: second, projection },
        { table: table(), key: newKey() },
        { table: table(), key: first },
      ],
    });

    expect(answer).toEqual({
      result: {
        items: [{ n: 2 }, null, { ...plainKey(first), n: 1 }],
        cancellationReasons: null,
      },
    });
    expect(made()).toEqual(['TransactGetItems']);
  });

  test('with one malformed read returns no items', async () => {
    const { execute } = testDataSource(dynamoDB);
    const wrong = { pk: { S: 'a' } };

    const { result, error } = await execute({
      operation: 'TransactGetItems',
      transactItems: [
        { table: table(), key: newKey() },
        { table: table(), key: wrong },
      ],
    });

    expect(error?.type).toBe('DynamoDB:TransactionCanceledException');
    expect(result).toEqual({
      items: null,
      cancellationReasons: [
        { type: 'None', message: 'None' },
        {
          type: 'ValidationError',
          message: 'The provided key element does not match the schema',
        },
      ],
    });
  });
});
