import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { connect, createTable } from '../../local/dynamodb/index.js';
import { table } from '../../resolvers/table.js';
import { testEngine, uniqueTableName, useDynamoDB } from '../support/dynamodb.js';

const dynamoDB = useDynamoDB();

test('makes the table that resolvers/table.ts describes, on demand and with time to live', async () => {
  const tableName = uniqueTableName();
  await createTable(dynamoDB.client, tableName, table);

  const { Table } = await dynamoDB.client.send(new DescribeTableCommand({ TableName: tableName }));
  const { TimeToLiveDescription } = await dynamoDB.client.send(
    new DescribeTimeToLiveCommand({ TableName: tableName }),
  );
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'messageGroupsByFolder',
        IndexStatus: 'ACTIVE',
        Projection: { ProjectionType: 'INCLUDE' },
        KeySchema: [
          { AttributeName: 'folder', KeyType: 'HASH' },
          { AttributeName: 'lastMessageUuid', KeyType: 'RANGE' },
        ],
      },
    ],
  });
  expect(TimeToLiveDescription).toMatchObject({
    AttributeName: 'expiresAt',
    TimeToLiveStatus: 'ENABLED',
  });
});

test('leaves a table that is there as it is, with its data', async () => {
  const tableName = uniqueTableName();
  const item = { pk: { S: 'a' }, sk: { S: 'b' } };
  await createTable(dynamoDB.client, tableName, table);
  await dynamoDB.client.send(new PutItemCommand({ TableName: tableName, Item: item }));

  await createTable(dynamoDB.client, tableName, table);

  const { Item } = await dynamoDB.client.send(
    new GetItemCommand({ TableName: tableName, Key: item }),
  );
  expect(Item).toEqual(item);
});

test('a client of a DynamoDB that is gone gets an error, not a hang', async () => {
  const gone = await testEngine().start({});
  const client = connect({ endpoint: gone.endpoint, region: 'us-east-1' });
  await gone.stop();

  await expect(createTable(client, uniqueTableName(), table)).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
  client.destroy();
});
