import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { connect } from '../../local/dynamodb/index.js';
import { useDynamoDB } from './dynamodb.js';
import { type LateProxy, startLateProxy } from './lateProxy.js';

const dynamodb = useDynamoDB();
let proxy: LateProxy;
let client: DynamoDBClient;
beforeAll(async () => {
  proxy = await startLateProxy({ endpoint: dynamodb.endpoint });
  client = connect({ endpoint: proxy.endpoint, region: dynamodb.region });
});
afterAll(async () => {
  client.destroy();
  await proxy.stop();
});

const put = (pk: string, sk: string, text: string) => ({
  Put: {
    TableName: dynamodb.tableName,
    Item: { pk: { S: pk }, sk: { S: sk }, text: { S: text } },
  },
});
const write = (...items: ReturnType<typeof put>[]) =>
  client.send(new TransactWriteItemsCommand({ TransactItems: items }));
/** What a strongly consistent Query of a partition sees, as `sk:text`. */
const seen = async (pk: string) => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: dynamodb.tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
    }),
  );
  return Items.map(({ sk, text }) => `${sk!.S}:${text!.S}`);
};

describe('a late proxy', () => {
  it('changes nothing while it does not hide', async () => {
    await write(put('plain', '1', 'a'), put('plain', '2', 'b'));
    expect(await seen('plain')).toEqual(['1:a', '2:b']);
  });

  it('shows the items of a transaction one by one, in the order that is asked for', async () => {
    await write(put('late', '1', 'old'));
    proxy.hiding = true;
    await write(put('late', '1', 'new'), put('late', '2', 'b'), put('late', '3', 'c'));
    proxy.hiding = false;
    expect(proxy.hidden).toBe(3);
    expect(await seen('late')).toEqual(['1:old']);
    proxy.show(2);
    expect(await seen('late')).toEqual(['1:old', '3:c']);
    proxy.show(0);
    expect(await seen('late')).toEqual(['1:new', '3:c']);
    proxy.showAll();
    expect(await seen('late')).toEqual(['1:new', '2:b', '3:c']);
  });

  it('shows a later message before an earlier one, as two transactions on AWS can', async () => {
    proxy.hiding = true;
    await write(put('two', '1', 'first'));
    await write(put('two', '2', 'second'));
    proxy.hiding = false;
    proxy.show(1);
    expect(await seen('two')).toEqual(['2:second']);
    proxy.showAll();
    expect(await seen('two')).toEqual(['1:first', '2:second']);
  });

  it('hides nothing from transactions and from GetItem', async () => {
    proxy.hiding = true;
    await write(put('one', '1', 'a'));
    proxy.hiding = false;
    const { Item } = await client.send(
      new GetItemCommand({
        TableName: dynamodb.tableName,
        Key: { pk: { S: 'one' }, sk: { S: '1' } },
      }),
    );
    expect(Item?.text).toEqual({ S: 'a' });
    proxy.showAll();
  });

  it('hides nothing of a transaction that was refused', async () => {
    proxy.hiding = true;
    const refused = { ...put('no', '1', 'a').Put, ConditionExpression: 'attribute_exists(pk)' };
    await expect(
      client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: refused }] })),
    ).rejects.toThrow('ConditionalCheckFailed');
    proxy.hiding = false;
    expect(proxy.hidden).toBe(0);
  });
});
