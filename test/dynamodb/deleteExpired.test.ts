import { randomUUID } from 'node:crypto';
import { type AttributeValue, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { deleteExpired } from '../../local/dynamodb/index.js';
import { table } from '../../resolvers/table.js';
import { batchWrite } from '../support/batchWrite.js';
import { useDynamoDB } from '../support/dynamodb.js';
import { faultyClient } from '../support/faultyClient.js';

const dynamoDB = useDynamoDB();
const HOUR = 3_600; // seconds
/** In two hours: until then an engine that deletes by itself leaves these items alone. */
const now = Math.floor(Date.now() / 1_000) + 2 * HOUR;

const item = (pk: string, sk: string, expiresAt?: AttributeValue, length = 4_000) => ({
  pk: { S: pk },
  sk: { S: sk },
  text: { S: 'x'.repeat(length) },
  ...(expiresAt && { expiresAt }),
});
const at = (seconds: number): AttributeValue => ({ N: String(seconds) });

const put = (items: ReturnType<typeof item>[]) =>
  batchWrite(dynamoDB.client, dynamoDB.tableName, items, () => {});

async function left(pk: string): Promise<string[]> {
  const { Items = [] } = await dynamoDB.client.send(
    new QueryCommand({
      TableName: dynamoDB.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
      ProjectionExpression: 'sk',
      ConsistentRead: true,
    }),
  );
  return Items.map(({ sk }) => sk!.S!);
}

const expire = (client = dynamoDB.client) =>
  deleteExpired({ ...table, client, tableName: dynamoDB.tableName, now: now * 1_000 });

test('deletes expired items, and nothing else', async () => {
  const pk = randomUUID();
  await put([
    item(pk, 'a second ago', at(now - 1)),
    item(pk, 'this second', at(now)),
    item(pk, 'in a second', at(now + 1)),
    item(pk, 'has no time'),
    item(pk, 'is no number', { S: '1' }),
  ]);
  await expire();
  expect(await left(pk)).toEqual(['has no time', 'in a second', 'is no number', 'this second']);
});

test('leaves items that expired more than five years ago, as DynamoDB does', async () => {
  const pk = randomUUID();
  await put([item(pk, 'six years ago', at(now - 6 * 365 * 24 * HOUR))]);
  await expire();
  expect(await left(pk)).toEqual(['six years ago']);
});

test('goes through a table that is larger than one page of a Scan', async () => {
  const pk = randomUUID();
  // A page is 1 MB.
  const many = Array.from({ length: 6 }, (_, n) => item(pk, `${n}`, at(now - HOUR), 300_000));
  await put(many);
  await expire();
  expect(await left(pk)).toEqual([]);
});

test('leaves an item that gets a later time meanwhile', async () => {
  const pk = randomUUID();
  await put([item(pk, 'sooner or later', at(now - 1))]);
  const { client, reached, resume } = faultyClient(dynamoDB, 2, 'waits'); // the deletion
  const expiring = expire(client);
  await reached;
  const Item = item(pk, 'sooner or later', at(now + HOUR));
  await dynamoDB.client.send(new PutItemCommand({ TableName: dynamoDB.tableName, Item }));
  resume();
  await expiring;
  client.destroy();
  expect(await left(pk)).toEqual(['sooner or later']);
});
