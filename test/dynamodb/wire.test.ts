import { randomBytes, randomUUID } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { createWire } from '../../local/dynamodb/index.js';
import type { Item, OperationName, Operations } from '../../local/dynamodb/wire/index.js';
import { useDynamoDB } from '../support/dynamodb.js';
import { useWebServers } from '../support/webServer.js';

const dynamoDB = useDynamoDB();
const { wire, client } = dynamoDB;
const servers = useWebServers();

const key = (sk: string = randomUUID(), pk: string = randomUUID()) => ({
  pk: { S: pk },
  sk: { S: sk },
});
const put = async (more: Item = {}, itemKey = key()): Promise<Item> => {
  const item = { ...itemKey, ...more };
  await wire.send('PutItem', { TableName: dynamoDB.tableName, Item: item });
  return item;
};
const stored = async ({ pk, sk }: Item) =>
  (await wire.send('GetItem', { TableName: dynamoDB.tableName, Key: { pk: pk!, sk: sk! } })).Item;
const byKey = ({ pk }: Item) => ({
  TableName: dynamoDB.tableName,
  KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': pk! },
});
const keyOf = ({ pk, sk }: Item) => ({ pk: pk!, sk: sk! });
const one = { N: '1' };

describe('Each operation gives what DynamoDB answers', () => {
  /** Of each operation a request about an item that is there, and what the answer holds. */
  const operations: {
    [Name in OperationName]: (item: Item, table: string) => [Operations[Name]['input'], object];
  } = {
    GetItem: (item, TableName) => [{ TableName, Key: keyOf(item) }, { Item: item }],
    PutItem: (item, TableName) => [
      { TableName, Item: keyOf(item), ReturnValues: 'ALL_OLD' },
      { Attributes: item },
    ],
    UpdateItem: (item, TableName) => [
      {
        TableName,
        Key: keyOf(item),
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': one },
        ReturnValues: 'ALL_NEW',
      },
      { Attributes: { ...item, n: { N: '2' } } },
    ],
    DeleteItem: (item, TableName) => [
      { TableName, Key: keyOf(item), ReturnValues: 'ALL_OLD' },
      { Attributes: item },
    ],
    Query: (item) => [byKey(item), { Items: [item], Count: 1, ScannedCount: 1 }],
    Scan: (item, TableName) => [
      {
        TableName,
        FilterExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': item.pk! },
      },
      { Items: [item], Count: 1 },
    ],
    BatchGetItem: (item, table) => [
      { RequestItems: { [table]: { Keys: [keyOf(item)] } } },
      { Responses: { [table]: [item] }, UnprocessedKeys: {} },
    ],
    BatchWriteItem: (item, table) => [
      { RequestItems: { [table]: [{ DeleteRequest: { Key: keyOf(item) } }] } },
      { UnprocessedItems: {} },
    ],
    TransactGetItems: (item, TableName) => [
      { TransactItems: [{ Get: { TableName, Key: keyOf(item) } }] },
      { Responses: [{ Item: item }] },
    ],
    TransactWriteItems: (item, TableName) => [
      { TransactItems: [{ Delete: { TableName, Key: keyOf(item) } }] },
      {},
    ],
    DescribeTable: (_, TableName) => [{ TableName }, { Table: { TableName } }],
  };

  test.each(Object.keys(operations) as OperationName[])('%s', async (operation) => {
    const [input, output] = operations[operation](await put({ n: one }), dynamoDB.tableName);
    expect(await wire.send(operation, input)).toMatchObject(output);
  });

  test('with the capacity that it used, where that is asked for', async () => {
    const item = await put();
    const query = { ...byKey(item), ReturnConsumedCapacity: 'TOTAL' as const };
    const { ConsumedCapacity } = await wire.send('Query', query);
    expect(ConsumedCapacity).toEqual({ TableName: dynamoDB.tableName, CapacityUnits: 0.5 });
  });
});

describe('A refusal has DynamoDB’s name, status and request id:', () => {
  const absent = { ConditionExpression: 'attribute_not_exists(pk)' };

  test('a condition that fails', async () => {
    const item = await put();
    const again = { TableName: dynamoDB.tableName, Item: item, ...absent };
    await expect(wire.send('PutItem', again)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      status: 400,
      requestId: expect.stringMatching(/./) as string,
    });
  });

  test('a table that is not there', async () => {
    const nowhere = wire.send('GetItem', { TableName: randomUUID(), Key: key() });
    await expect(nowhere).rejects.toMatchObject({ name: 'ResourceNotFoundException', status: 400 });
  });

  test('a request that is not valid', async () => {
    const wrong = wire.send('GetItem', { TableName: dynamoDB.tableName, Key: {} });
    await expect(wrong).rejects.toMatchObject({ name: 'ValidationException', status: 400 });
  });

  test('a transaction that is cancelled, with its reasons and the item that was there', async () => {
    const item = await put({ n: one });
    const TableName = dynamoDB.tableName;
    const writes = wire.send('TransactWriteItems', {
      TransactItems: [
        { Put: { TableName, Item: key() } },
        {
          Put: {
            TableName,
            Item: item,
            ...absent,
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ],
    });
    await expect(writes).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: item }],
    });
  });
});

describe('A value arrives as it was sent:', () => {
  test.each<[what: string, value: Item]>([
    ['every byte', { b: { B: Buffer.from([...Array(256).keys()]).toString('base64') } }],
    ['a set of bytes', { b: { BS: [randomBytes(33).toString('base64')] } }],
    ['a number of 38 digits', { n: { N: '12345678901234567890123456789012345678' } }],
    ['a small number of 38 digits', { n: { N: '0.12345678901234567890123456789012345678' } }],
    ['emoji and other scripts', { s: { S: '👩‍👩‍👧‍👦 Grüße, 你好\u0000\u2028"\\' } }],
    [
      'nested lists and maps',
      { l: { L: [{ M: { a: { BOOL: false } } }, { NULL: true }, { L: [] }] } },
    ],
    ['an attribute called __proto__', JSON.parse('{"__proto__":{"S":"own"}}') as Item],
  ])('%s', async (_, value) => {
    const item = await put(value);
    expect(JSON.stringify(sorted(await stored(item)))).toBe(JSON.stringify(sorted(item)));
  });
  const sorted = (item: Item = {}) => Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1));

  test('bytes are the same for the SDK', async () => {
    const bytes = randomBytes(1_000);
    const item = await put({ b: { B: bytes.toString('base64') } });
    const read = new GetItemCommand({ TableName: dynamoDB.tableName, Key: keyOf(item) as never });
    const { Item: found } = await client.send(read);
    expect(Buffer.from(found!.b!.B!)).toEqual(bytes);
  });

  test('a lone surrogate, as from the SDK', async () => {
    const [ours, theirs] = [key(), key()];
    const broken = { s: { S: 'a\ud83d' } };
    const outcome = (sent: Promise<unknown>) =>
      sent.then(
        () => 'sent',
        (error: Error) => error.name,
      );
    const bySdk = { TableName: dynamoDB.tableName, Item: { ...theirs, ...broken } };
    expect(await outcome(put(broken, ours))).toBe(
      await outcome(client.send(new PutItemCommand(bySdk))),
    );
    expect((await stored(ours))?.s).toEqual((await stored(theirs))?.s);
  });

  test('more than a megabyte, there and back', async () => {
    const items = ['a', 'b', 'c'].map((sk) => ({ ...key(sk), s: { S: sk.repeat(380_000) } }));
    const table = dynamoDB.tableName;
    const puts = items.map((item) => ({ PutRequest: { Item: item } }));
    await wire.send('BatchWriteItem', { RequestItems: { [table]: puts } });
    const read = { RequestItems: { [table]: { Keys: items.map(keyOf) } } };
    const { Responses } = await wire.send('BatchGetItem', read);
    const bySk = (one: Item, other: Item) => (one.sk!.S! < other.sk!.S! ? -1 : 1);
    expect(Responses![table]!.sort(bySk)).toEqual(items);
  });
});

test('A transaction whose answer is lost is sent again, and done once', async () => {
  let lose = true;
  const { url } = await servers.start((response, { headers, body }) => {
    const own = ['host', 'connection', 'content-length'];
    const passed = Object.entries(headers).filter(([name]) => !own.includes(name));
    const request = { method: 'POST', headers: passed as [string, string][], body };
    void fetch(dynamoDB.endpoint, request).then(async (answer) => {
      if (!lose) return response.writeHead(answer.status).end(await answer.text());
      lose = false;
      response.socket!.resetAndDestroy();
    });
  });
  const item = await put({ n: one });
  const far = createWire({ endpoint: url, region: dynamoDB.region });
  const Update = {
    TableName: dynamoDB.tableName,
    Key: keyOf(item),
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': one },
  };
  await far.send('TransactWriteItems', { TransactItems: [{ Update }] });
  await far.close();
  expect(lose).toBe(false);
  expect((await stored(item))!.n).toEqual({ N: '2' });
});
