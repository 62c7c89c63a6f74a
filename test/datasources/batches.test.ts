import { randomUUID } from 'node:crypto';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { ResolverFault } from '../../local/appsync/datasources/index.js';
import { testDataSource } from '../support/dataSource.js';
import { uniqueTableName, useDynamoDB } from '../support/dynamodb.js';

const dynamoDB = useDynamoDB();
const table = () => dynamoDB.tableName;
let otherTable = '';

beforeAll(async () => {
  otherTable = await dynamoDB.newTable();
});

const newItem = (n: number) => ({ pk: { S: randomUUID() }, sk: { S: 'item' }, n: { N: n } });
const keyOf = ({ pk, sk }: ReturnType<typeof newItem>) => ({ pk, sk });
const plain = ({ pk, sk, n }: ReturnType<typeof newItem>) => ({ pk: pk.S, sk: sk.S, n: n.N });
const plainKey = ({ pk, sk }: ReturnType<typeof newItem>) => ({ pk: pk.S, sk: sk.S });

const put = (items: Record<string, unknown[]>) =>
  testDataSource(dynamoDB).execute({ operation: 'BatchPutItem', tables: items });

describe('BatchPutItem', () => {
  test('writes to several tables in one request and returns the items by table', async () => {
    const { execute, made } = testDataSource(dynamoDB);
    const [a, b, c] = [newItem(1), newItem(2), newItem(3)];

    const answer = await execute({
      operation: 'BatchPutItem',
      tables: { [table()]: [a, b], [otherTable]: [c] },
    });

    expect(answer).toEqual({
      result: {
        data: { [table()]: [plain(a), plain(b)], [otherTable]: [plain(c)] },
        unprocessedItems: { [table()]: [], [otherTable]: [] },
      },
    });
    expect(made()).toEqual(['BatchWriteItem']);
  });

  test('with more than 25 items is refused by DynamoDB', async () => {
    const items = Array.from({ length: 26 }, (_, n) => newItem(n));
    expect((await put({ [table()]: items })).error?.type).toBe('DynamoDB:DynamoDbException');
    expect((await put({ [table()]: items.slice(1) })).error).toBeUndefined();
  });
});

describe('BatchGetItem', () => {
  test('returns items in the order of the keys, null for a missing one', async () => {
    const { execute, made } = testDataSource(dynamoDB);
    const [a, b, c, missing] = [newItem(1), newItem(2), newItem(3), newItem(4)];
    await put({ [table()]: [a, b], [otherTable]: [c] });

    const answer = await execute({
      operation: 'BatchGetItem',
      tables: {
        [table()]: { keys: [b, missing, a].map(keyOf), consistentRead: true },
        [otherTable]: { keys: [keyOf(c)] },
      },
    });

    expect(answer).toEqual({
      result: {
        data: { [table()]: [plain(b), null, plain(a)], [otherTable]: [plain(c)] },
        unprocessedKeys: { [table()]: [], [otherTable]: [] },
      },
    });
    expect(made()).toEqual(['BatchGetItem']);
  });

  test('with a projection is refused, because AppSync was seen to fail on it', async () => {
    const { execute, made } = testDataSource(dynamoDB);
    const read = (projection: unknown) =>
      execute({
        operation: 'BatchGetItem',
        tables: { T: { keys: [keyOf(newItem(1))], projection } },
      });

    for (const expression of ['n', 'pk, sk, n']) {
      await expect(read({ expression })).rejects.toThrow(
        new ResolverFault(
          "'$[tables][T][projection]' is not supported by this host: AppSync was seen to fail on it with a NullPointerException.",
        ),
      );
    }
    expect(made()).toEqual([]);
  });

  test('distinguishes number keys that JavaScript cannot, and matches equal numbers in different notations', async () => {
    const tableName = uniqueTableName();
    await dynamoDB.client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'n', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'n', AttributeType: 'N' }],
      }),
    );
    const numbers = ['9007199254740992', '9007199254740993', '1.50'];
    const items = numbers.map((n) => ({ n: { N: n }, written: { S: n } }));
    await put({ [tableName]: items });
    const { execute } = testDataSource(dynamoDB);

    const { result } = await execute({
      operation: 'BatchGetItem',
      tables: { [tableName]: { keys: numbers.map((n) => ({ n: { N: n } })) } },
    });

    const { data } = result as { data: Record<string, { written: string }[]> };
    expect(data[tableName]?.map((item) => item?.written)).toEqual(numbers);
  });

  test('finds items by binary keys', async () => {
    const tableName = uniqueTableName();
    await dynamoDB.client.send(
      new CreateTableCommand({
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'b', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'b', AttributeType: 'B' }],
      }),
    );
    const keys = ['AP8=', '/wA='].map((b) => ({ b: { B: b } }));
    await put({ [tableName]: keys });
    const { execute } = testDataSource(dynamoDB);

    const { result } = await execute({
      operation: 'BatchGetItem',
      tables: { [tableName]: { keys } },
    });

    expect(result).toMatchObject({ data: { [tableName]: [{ b: 'AP8=' }, { b: '/wA=' }] } });
  });

  test('with the same key twice is refused by DynamoDB', async () => {
    const { execute } = testDataSource(dynamoDB);
    const key = keyOf(newItem(1));
    const tables = { [table()]: { keys: [key, key] } };

    const { error } = await execute({ operation: 'BatchGetItem', tables });

    expect(error?.type).toBe('DynamoDB:DynamoDbException');
  });
});

describe('BatchDeleteItem', () => {
  test('deletes items and returns the keys', async () => {
    const { execute } = testDataSource(dynamoDB);
    const [a, b] = [newItem(1), newItem(2)];
    await put({ [table()]: [a, b] });
    const keys = [a, b].map(keyOf);

    const answer = await execute({ operation: 'BatchDeleteItem', tables: { [table()]: keys } });

    expect(answer).toEqual({
      result: {
        data: { [table()]: [plainKey(a), plainKey(b)] },
        unprocessedKeys: { [table()]: [] },
      },
    });
    const { result } = await execute({
      operation: 'BatchGetItem',
      tables: { [table()]: { keys } },
    });
    expect(result).toMatchObject({ data: { [table()]: [null, null] } });
  });
});
