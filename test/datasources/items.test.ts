import { randomUUID } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testDataSource } from '../support/dataSource.js';
import { useDynamoDB } from '../support/dynamodb.js';

const dynamoDB = useDynamoDB();

const newKey = () => ({ pk: { S: randomUUID() }, sk: { S: 'item' } });
const plainKey = (key: ReturnType<typeof newKey>) => ({ pk: key.pk.S, sk: key.sk.S });

const stored = async (key: ReturnType<typeof newKey>) => {
  const command = new GetItemCommand({
    TableName: dynamoDB.tableName,
    Key: key,
    ConsistentRead: true,
  });
  return (await dynamoDB.client.send(command)).Item;
};

const store = async (attributes: Record<string, AttributeValue>) => {
  const key = newKey();
  const Item = { ...key, ...attributes };
  await dynamoDB.client.send(new PutItemCommand({ TableName: dynamoDB.tableName, Item }));
  return key;
};

describe('GetItem', () => {
  test('returns the item as plain JSON', async () => {
    const { execute } = testDataSource(dynamoDB);
    const key = await store({
      text: { S: 'a' },
      number: { N: '12.5' },
      yes: { BOOL: true },
      nothing: { NULL: true },
      bytes: { B: Buffer.from('foo') },
      list: { L: [{ S: 'a' }, { N: '1' }, { NULL: true }] },
      map: { M: { inner: { L: [] } } },
      texts: { SS: ['a', 'b'] },
      numbers: { NS: ['1'] },
      binaries: { BS: [Buffer.from('bar')] },
    });

    expect(await execute({ operation: 'GetItem', key })).toEqual({
      result: {
        ...plainKey(key),
        text: 'a',
        number: 12.5,
        yes: true,
        nothing: null,
        bytes: 'Zm9v',
        list: ['a', 1, null],
        map: { inner: [] },
        texts: ['a', 'b'],
        numbers: [1],
        binaries: ['YmFy'],
      },
    });
  });

  test('rounds a number that a JavaScript number cannot hold', async () => {
    const { execute } = testDataSource(dynamoDB);
    const key = await store({ n: { N: '9007199254740993' } });
    expect((await execute({ operation: 'GetItem', key })).result).toMatchObject({
      n: 9_007_199_254_740_992,
    });
  });

  test('returns null when there is no item', async () => {
    const { execute } = testDataSource(dynamoDB);
    expect(await execute({ operation: 'GetItem', key: newKey() })).toEqual({ result: null });
  });

  test('applies consistentRead and projection', async () => {
    const { execute, requests } = testDataSource(dynamoDB);
    const key = await store({ name: { S: 'n' }, other: { S: 'o' } });
    const projection = { expression: '#n', expressionNames: { '#n': 'name' } };

    const answer = await execute({ operation: 'GetItem', key, consistentRead: true, projection });

    expect(answer).toEqual({ result: { name: 'n' } });
    await execute({ operation: 'GetItem', key });
    expect(requests).toMatchObject([
      { operation: 'GetItem', input: { ConsistentRead: true } },
      { operation: 'GetItem', input: { ConsistentRead: false } },
    ]);
  });

  test('returns DynamoDB’s error in ctx.error, in the words of AWS', async () => {
    const { execute } = testDataSource(dynamoDB);
    const { result, error } = await execute({ operation: 'GetItem', key: { pk: { S: 'a' } } });

    expect(result).toBeNull();
    expect(error?.type).toBe('DynamoDB:DynamoDbException');
    expect(error?.message).toMatch(
      /key.* \(Service: DynamoDb, Status Code: 400, Request ID: [\w-]+\)$/,
    );
  });

  test('reports a missing table by name', async () => {
    const { execute } = testDataSource(dynamoDB, { tableName: 'not-there' });
    const { error } = await execute({ operation: 'GetItem', key: newKey() });
    expect(error?.type).toBe('DynamoDB:ResourceNotFoundException');
  });
});

describe('PutItem', () => {
  test('stores typed values, numbers given as number or string, and returns the item', async () => {
    const { execute } = testDataSource(dynamoDB);
    const key = newKey();
    const attributeValues = {
      n: { N: 1.5 },
      m: { N: '2' },
      nothing: { NULL: null },
      bytes: { B: 'Zm9v' },
      set: { NS: [1, '2'] },
      map: { M: { list: { L: [{ BOOL: false }] } } },
    };

    const answer = await execute({ operation: 'PutItem', key, attributeValues });

    expect(answer.result).toEqual({
      ...plainKey(key),
      n: 1.5,
      m: 2,
      nothing: null,
      bytes: 'Zm9v',
      set: [1, 2],
      map: { list: [false] },
    });
    expect(await stored(key)).toMatchObject({
      n: { N: '1.5' },
      nothing: { NULL: true },
      bytes: { B: new Uint8Array(Buffer.from('foo')) },
      set: { NS: ['1', '2'] },
    });
  });

  const ifAbsent = { expression: 'attribute_not_exists(pk)' };

  test('whose condition fails returns the stored item together with the error', async () => {
    const { execute, made } = testDataSource(dynamoDB);
    const key = await store({ n: { N: '1' } });

    const answer = await execute({
      operation: 'PutItem',
      key,
      attributeValues: { n: { N: 2 } },
      condition: ifAbsent,
    });

    expect(answer.error?.type).toBe('DynamoDB:ConditionalCheckFailedException');
    expect(answer.error?.message).toMatch(
      /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: .+\)$/,
    );
    expect(answer.result).toEqual({ ...plainKey(key), n: 1 });
    expect(made()).toEqual(['PutItem', 'GetItem']);
    expect(await stored(key)).toMatchObject({ n: { N: '1' } });
  });

  test('whose condition fails on an equal item succeeds', async () => {
    const { execute } = testDataSource(dynamoDB);
    const key = await store({ n: { N: '1' }, at: { N: '100' } });
    const put = (equalsIgnore?: string[], at = '200') =>
      execute({
        operation: 'PutItem',
        key,
        attributeValues: { n: { N: 1 }, at: { N: at } },
        condition: { ...ifAbsent, equalsIgnore },
      });

    expect(await put([], '100')).toEqual({ result: { ...plainKey(key), n: 1, at: 100 } });
    expect(await put(['at'])).toEqual({ result: { ...plainKey(key), n: 1, at: 100 } });
    expect((await put()).error?.type).toBe('DynamoDB:ConditionalCheckFailedException');
    expect((await put(['n'])).error?.type).toBe('DynamoDB:ConditionalCheckFailedException');
  });

  test('reads back consistently unless consistentRead is false', async () => {
    const { execute, requests } = testDataSource(dynamoDB);
    const key = await store({});
    const put = { operation: 'PutItem', key, attributeValues: { n: { N: 1 } } };

    await execute({ ...put, condition: ifAbsent });
    await execute({ ...put, condition: { ...ifAbsent, consistentRead: false } });

    const reads = requests.filter(({ operation }) => operation === 'GetItem');
    expect(reads).toMatchObject([
      { input: { ConsistentRead: true } },
      { input: { ConsistentRead: false } },
    ]);
  });
});

describe('UpdateItem', () => {
  const increment = {
    expression: 'SET #n = #n + :one',
    expressionNames: { '#n': 'n' },
    expressionValues: { ':one': { N: 1 } },
  };

  test('returns the whole item after the update', async () => {
    const { execute } = testDataSource(dynamoDB);
    const key = await store({ n: { N: '1' }, text: { S: 'a' } });

    expect(await execute({ operation: 'UpdateItem', key, update: increment })).toEqual({
      result: { ...plainKey(key), n: 2, text: 'a' },
    });
  });

  test('has separate placeholders in update and condition', async () => {
    const { execute } = testDataSource(dynamoDB);
    const key = await store({ n: { N: '1' }, m: { N: '5' } });
    const condition = {
      expression: '#m = :five',
      expressionNames: { '#m': 'm' },
      expressionValues: { ':five': { N: 5 } },
    };

    const answer = await execute({ operation: 'UpdateItem', key, update: increment, condition });

    expect(answer).toEqual({ result: { ...plainKey(key), n: 2, m: 5 } });
  });

  test('whose condition fails returns the stored item, and null for none', async () => {
    const { execute, made } = testDataSource(dynamoDB);
    const key = await store({ n: { N: '1' } });
    const exists = { expression: 'attribute_exists(nothing)' };
    const update = (on: unknown) =>
      execute({ operation: 'UpdateItem', key: on, update: increment, condition: exists });

    const onItem = await update(key);
    const onNone = await update(newKey());

    expect(onItem.error?.type).toBe('DynamoDB:ConditionalCheckFailedException');
    expect(onItem.result).toEqual({ ...plainKey(key), n: 1 });
    expect(onNone.error?.type).toBe('DynamoDB:ConditionalCheckFailedException');
    expect(onNone.result).toBeNull();
    expect(made()).toEqual(['UpdateItem', 'GetItem', 'UpdateItem', 'GetItem']);
  });

  test('with one placeholder in two expressions is a fault, also with the same value', async () => {
    const { execute } = testDataSource(dynamoDB);
    const request = { operation: 'UpdateItem', key: newKey(), update: increment };

    for (const name of ['n', 'other']) {
      const condition = { expression: 'attribute_exists(#n)', expressionNames: { '#n': name } };
      await expect(execute({ ...request, condition })).rejects.toMatchObject({
        errorType: 'MappingTemplate',
      });
    }
  });
});

describe('DeleteItem', () => {
  test('returns the deleted item, and null when there was none', async () => {
    const { execute } = testDataSource(dynamoDB);
    const key = await store({ n: { N: '1' } });

    const first = await execute({ operation: 'DeleteItem', key });
    const second = await execute({ operation: 'DeleteItem', key });

    expect(first).toEqual({ result: { ...plainKey(key), n: 1 } });
    expect(second).toEqual({ result: null });
    expect(await stored(key)).toBeUndefined();
  });

  test('whose condition fails succeeds when there is no item, and else fails with the item', async () => {
    const { execute } = testDataSource(dynamoDB);
    const key = await store({ n: { N: '1' } });
    const condition = { expression: 'n = :two', expressionValues: { ':two': { N: 2 } } };

    const onNone = await execute({ operation: 'DeleteItem', key: newKey(), condition });
    const onItem = await execute({ operation: 'DeleteItem', key, condition });

    expect(onNone).toEqual({ result: null });
    expect(onItem.error?.type).toBe('DynamoDB:ConditionalCheckFailedException');
    expect(onItem.result).toEqual({ ...plainKey(key), n: 1 });
    expect(await stored(key)).toBeDefined();
  });
});
