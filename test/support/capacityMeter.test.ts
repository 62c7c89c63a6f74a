import {
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { connect } from '../../local/dynamodb/index.js';
import { table } from '../../resolvers/table.js';
import { CapacityMeter, totalOf } from './capacityMeter.js';
import { useDynamoDB } from './dynamodb.js';
import { startMeteringProxy } from './meteringProxy.js';

const dynamoDB = useDynamoDB();
const metered = connect(dynamoDB);
const meter = new CapacityMeter({ reader: dynamoDB.client });
meter.attach(metered);
afterAll(() => metered.destroy());
beforeEach(() => void meter.take());

/** A row of the project's index, of `bytes` more bytes. */
const row = (sk: string, lastMessageUuid: string, bytes = 100) => ({
  pk: { S: 'GRP#a' },
  sk: { S: sk },
  folder: { S: 'a' },
  lastMessageUuid: { S: lastMessageUuid },
  lastMessage: { S: 'x'.repeat(bytes) },
});
const put = (item: ReturnType<typeof row>, condition?: string) =>
  metered.send(
    new PutItemCommand({
      TableName: dynamoDB.tableName,
      Item: item,
      ConditionExpression: condition,
    }),
  );

test('a transaction that puts a message and moves two rows costs ten units, and no reads', async () => {
  await put(row('one', '01'));
  await put({ ...row('two', '01'), pk: { S: 'GRP#b' } });
  meter.take();
  const move = (pk: string, sk: string) => ({
    Update: {
      TableName: dynamoDB.tableName,
      Key: { pk: { S: pk }, sk: { S: sk } },
      UpdateExpression: 'SET lastMessageUuid = :uuid',
      ExpressionAttributeValues: { ':uuid': { S: '02' } },
    },
  });
  await metered.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        {
          Put: {
            TableName: dynamoDB.tableName,
            Item: { pk: { S: 'MSG#ab' }, sk: { S: '02' }, message: { S: 'Hello' } },
          },
        },
        move('GRP#a', 'one'),
        move('GRP#b', 'two'),
      ],
    }),
  );
  expect(meter.requests.map(({ operation }) => operation)).toEqual(['TransactWriteItems']);
  expect(totalOf(meter.requests)).toEqual({ requests: 1, writeUnits: 10, readUnits: 0 });
});

test('an update is charged by the item that it finds', async () => {
  await put(row('large', '01', 3000));
  meter.take();
  await metered.send(
    new UpdateItemCommand({
      TableName: dynamoDB.tableName,
      Key: { pk: { S: 'GRP#a' }, sk: { S: 'large' } },
      UpdateExpression: 'REMOVE lastMessage',
    }),
  );
  // 3 for the table, 3 for the entry, neither of them in a transaction.
  expect(totalOf(meter.take())).toEqual({ requests: 1, writeUnits: 6, readUnits: 0 });
});

test('a query is charged by what it returns, from the index too', async () => {
  const inQueue = { pk: { S: 'GRP#q' }, folder: { S: 'GRP#q' } };
  await put({ ...row('a', '01', 4000), ...inQueue });
  await put({ ...row('b', '02', 4000), ...inQueue });
  meter.take();
  const { name, partitionKey } = table.index;
  for (const { key = 'pk', ...query } of [
    { IndexName: name, key: partitionKey },
    { ConsistentRead: true },
    { Limit: 1 },
  ]) {
    await metered.send(
      new QueryCommand({
        TableName: dynamoDB.tableName,
        KeyConditionExpression: `${key} = :key`,
        ExpressionAttributeValues: { ':key': { S: 'GRP#q' } },
        ...query,
      }),
    );
  }
  expect(meter.take().map(({ readUnits }) => readUnits)).toEqual([1, 2, 0.5]);
});

test('a failed condition is charged, and still rejects', async () => {
  await put(row('there', '01', 1500));
  meter.take();
  await expect(put(row('there', '02'), 'attribute_not_exists(pk)')).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
  });
  expect(meter.take()).toEqual([
    {
      operation: 'PutItem',
      writeUnits: 2,
      readUnits: 0,
      error: 'ConditionalCheckFailedException',
    },
  ]);
});

test('a query whose answer does not show what was read is refused', async () => {
  await expect(
    metered.send(
      new QueryCommand({
        TableName: dynamoDB.tableName,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'attribute_exists(x)',
        ExpressionAttributeValues: { ':pk': { S: 'GRP#q' } },
      }),
    ),
  ).rejects.toThrow('cannot be metered');
});

test('on the wire the same requests cost the same, and answers arrive whole', async () => {
  const proxy = await startMeteringProxy(dynamoDB);
  const client = connect({ ...dynamoDB, endpoint: proxy.endpoint });
  try {
    const item = { ...row('wire', '01', 3000), pk: { S: 'GRP#w' } };
    const put = { TableName: dynamoDB.tableName, Item: item };
    await client.send(new PutItemCommand(put));
    await expect(
      client.send(new PutItemCommand({ ...put, ConditionExpression: 'attribute_not_exists(pk)' })),
    ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    const { Items } = await client.send(
      new QueryCommand({
        TableName: dynamoDB.tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'GRP#w' } },
      }),
    );
    expect(Items).toEqual([item]);
    expect(proxy.meter.take()).toEqual([
      { operation: 'PutItem', writeUnits: 6, readUnits: 0 },
      {
        operation: 'PutItem',
        writeUnits: 3,
        readUnits: 0,
        error: 'ConditionalCheckFailedException',
      },
      { operation: 'Query', writeUnits: 0, readUnits: 0.5 },
    ]);
  } finally {
    client.destroy();
    await proxy.stop();
  }
});
