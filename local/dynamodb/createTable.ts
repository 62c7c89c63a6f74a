import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What `resolvers/table.ts` says of the table. All keys are strings. */
export interface TableDefinition {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly index: {
    readonly name: string;
    readonly partitionKey: string;
    readonly sortKey: string;
  };
  /** Epoch seconds. */
  readonly timeToLiveAttribute: string;
}

/** Until a table that is being made counts as stuck, in seconds. */
const creationTimeout = 30;

/**
 * Makes the table: on-demand, one global secondary index with all attributes, time to live. A table
 * of that name that is there already stays as it is, with its data. Resolves when it is ACTIVE.
 */
export const createTable = async (
  client: DynamoDBClient,
  tableName: string,
  table: TableDefinition,
): Promise<void> => {
  const { partitionKey, sortKey, index, timeToLiveAttribute } = table;
  const keySchema = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  const keyNames = new Set([partitionKey, sortKey, index.partitionKey, index.sortKey]);
  const creation = new CreateTableCommand({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(partitionKey, sortKey),
    AttributeDefinitions: [...keyNames].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: index.name,
        KeySchema: keySchema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });

  let active = false;
  try {
    const { TableDescription } = await client.send(creation);
    active = TableDescription?.TableStatus === 'ACTIVE';
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  if (!active) {
    await waitUntilTableExists({ client, maxWaitTime: creationTimeout }, { TableName: tableName });
  }

  const { TimeToLiveDescription } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: tableName }),
  );
  if (TimeToLiveDescription?.AttributeName === timeToLiveAttribute) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: tableName,
      TimeToLiveSpecification: { AttributeName: timeToLiveAttribute, Enabled: true },
    }),
  );
};
