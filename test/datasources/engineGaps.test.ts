import { randomUUID } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDataSource } from '../support/dataSource.js';
import { useDynamoDB } from '../support/dynamodb.js';

const dynamoDB = useDynamoDB();
const pk: string = randomUUID();
const scope = { resolver: 'Query.messages', functionName: 'listMessages' };

const stored = {
  pk: { S: pk },
  n: { N: '1' },
  aMap: { M: { one: { S: '1' }, two: { S: '2' } } },
  aList: { L: [{ S: 'zero' }, { S: 'one' }, { S: 'two' }] },
};

beforeAll(async () => {
  for (const sk of ['a', 'b', 'c', 'd', 'e']) {
    const Item = { ...stored, sk: { S: sk } };
    await dynamoDB.client.send(new PutItemCommand({ TableName: dynamoDB.tableName, Item }));
  }
});

/** A Query for a part of the partition; `values` beside its key. */
const query = (rest: string, values: object, partition = pk) => ({
  operation: 'Query',
  query: {
    expression: `#pk = :pk${rest}`,
    expressionNames: { '#pk': 'pk' },
    expressionValues: { ':pk': { S: partition }, ...values },
  },
});

/** A token that goes on after the first item of a Query. */
const tokenAfterFirst = async (request: ReturnType<typeof query>): Promise<string> => {
  const { execute } = testDataSource(dynamoDB);
  const { result } = await execute({ ...request, limit: 1 }, scope);
  return (result as { nextToken: string }).nextToken;
};

describe('A nextToken that stands outside of what the Query asks for', () => {
  const whole = query('', {});
  test.each([
    ['another partition', query('', {}, randomUUID())],
    ['a partition that is written the other way round', reversed(randomUUID())],
    ['later sort keys', query(' AND sk > :s', { ':s': { S: 'b' } })],
    ['later sort keys, including', query(' AND sk >= :s', { ':s': { S: 'b' } })],
    ['one sort key', query(' AND sk = :s', { ':s': { S: 'b' } })],
    [
      'sort keys between two',
      query(' AND sk BETWEEN :s AND :t', { ':s': { S: 'b' }, ':t': { S: 'd' } }),
    ],
    ['sort keys with a beginning', query(' AND begins_with(sk, :s)', { ':s': { S: 'b' } })],
  ])('is refused: %s', async (_which, other) => {
    const { execute } = testDataSource(dynamoDB);
    const nextToken = await tokenAfterFirst(whole);
    const { error, result } = await execute({ ...other, nextToken }, scope);
    expect(error?.type).toBe('DynamoDB:DynamoDbException');
    expect(error?.message).toContain(
      'The provided starting key is outside query boundaries based on provided conditions',
    );
    expect(result).toBeNull();
  });

  test.each([
    ['earlier sort keys', query(' AND sk < :s', { ':s': { S: 'b' } })],
    ['earlier sort keys, including', query(' AND sk <= :s', { ':s': { S: 'b' } })],
  ])('is refused from the other end too: %s', async (_which, other) => {
    const { execute } = testDataSource(dynamoDB);
    const nextToken = await tokenAfterFirst({ ...whole, scanIndexForward: false } as typeof whole);
    expect((await execute({ ...other, nextToken }, scope)).error?.message).toContain('boundaries');
  });

  test.each([
    ['its own partition', query('', {}), 'bcde'],
    ['sort keys among which it stands', query(' AND sk >= :s', { ':s': { S: 'a' } }), 'bcde'],
    [
      'sort keys between two',
      query(' AND sk BETWEEN :s AND :t', { ':s': { S: 'a' }, ':t': { S: 'c' } }),
      'bc',
    ],
    ['sort keys with its beginning', query(' AND begins_with(sk, :s)', { ':s': { S: 'a' } }), ''],
  ])('one that stands within is taken: %s', async (_which, other, rest) => {
    const { execute } = testDataSource(dynamoDB);
    const nextToken = await tokenAfterFirst(whole);
    const { result, error } = await execute({ ...other, nextToken }, scope);
    expect(error).toBeUndefined();
    expect((result as { items: { sk: string }[] }).items.map(({ sk }) => sk)).toEqual([...rest]);
  });

  function reversed(partition: string) {
    const request = query('', {}, partition);
    return { ...request, query: { ...request.query, expression: ':pk = #pk' } };
  }
});

describe('A projection in TransactGetItems', () => {
  const get = (projection?: object) => ({
    operation: 'TransactGetItems',
    transactItems: [
      { table: dynamoDB.tableName, key: { pk: { S: pk }, sk: { S: 'a' } }, projection },
    ],
  });

  test.each([
    ['an attribute', 'n', {}, { n: 1 }],
    ['placeholders', '#n, #s', { '#n': 'n', '#s': 'sk' }, { n: 1, sk: 'a' }],
    ['a nested attribute', 'aMap.#o', { '#o': 'one' }, { aMap: { one: '1' } }],
    ['elements of a list', 'aList[2], aList[0]', {}, { aList: ['zero', 'two'] }],
    ['what is not there', 'nothing, aMap.nothing, aList[7]', {}, {}],
  ])('gives the part that it asks for: %s', async (_which, expression, names, expected) => {
    const { execute } = testDataSource(dynamoDB);
    const projection = {
      expression,
      ...(Object.keys(names).length > 0 && { expressionNames: names }),
    };
    expect(await execute(get(projection))).toEqual({
      result: { items: [expected], cancellationReasons: null },
    });
  });

  test.each(['n,,', 'aList[x]', 'name'])('that is wrong is refused: %s', async (expression) => {
    const { execute } = testDataSource(dynamoDB);
    const { error } = await execute(get({ expression }));
    expect(error?.type).toBe('DynamoDB:DynamoDbException');
    expect(error?.message).toContain('Invalid ProjectionExpression');
  });
});

describe('A key of the wrong form in a transaction', () => {
  const right = () => ({ pk: { S: randomUUID() }, sk: { S: 'x' } });
  const wrong = () => ({ pk: { S: randomUUID() } });
  const gets = (...keys: object[]) => ({
    operation: 'TransactGetItems',
    transactItems: keys.map((key) => ({ table: dynamoDB.tableName, key })),
  });
  const writes = (...keys: object[]) => ({
    operation: 'TransactWriteItems',
    transactItems: keys.map((key) => ({
      table: dynamoDB.tableName,
      operation: 'DeleteItem',
      key,
    })),
  });

  test.each([
    ['TransactGetItems', gets, 'items'],
    ['TransactWriteItems', writes, 'keys'],
  ])('cancels it, with a reason for each item: %s', async (_which, of, contents) => {
    const { execute } = testDataSource(dynamoDB);
    const { result, error } = await execute(of(right(), wrong(), right()));
    expect(error?.type).toBe('DynamoDB:TransactionCanceledException');
    expect(error?.message).toContain('[None, ValidationError, None]');
    const none = { type: 'None', message: 'None' };
    expect(result).toEqual({
      [contents]: null,
      cancellationReasons: [
        none,
        {
          type: 'ValidationError',
          message: 'The provided key element does not match the schema',
        },
        none,
      ],
    });
  });

  test.each([
    ['TransactGetItems', gets, 'items'],
    ['TransactWriteItems', writes, 'keys'],
  ])('that is an empty string is refused before it begins: %s', async (_which, of, contents) => {
    const { execute } = testDataSource(dynamoDB);
    const { result, error } = await execute(of({ pk: { S: '' }, sk: { S: 'x' } }));
    expect(error?.type).toBe('DynamoDB:DynamoDbException');
    expect(error?.message).toContain('cannot contain an empty string value. Key: pk');
    expect(result).toEqual({ [contents]: null, cancellationReasons: null });
  });
});
