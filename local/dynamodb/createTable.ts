import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** DynamoDB's own definition of a table. */
export type NamedTable = CreateTableCommandInput & { readonly TableName: string };

/** The form of `resolvers/table.ts`. All keys are strings. */
export interface TableDefinition {
  readonly partitionKey: string;
  /** If left out, the partition key is the whole key. */
  readonly sortKey?: string;
  /** If left out, there is none. */
  readonly index?: {
    readonly name: string;
    readonly partitionKey: string;
    readonly sortKey: string;
    /** Projected attributes beside the keys. */
    readonly projection: readonly string[];
  };
  /** Epoch seconds. */
  readonly timeToLiveAttribute: string;
  /** What each record of the stream holds. If left out, there is no stream. */
  readonly stream?: 'KEYS_ONLY';
}

/** Of the wait until a table is ACTIVE, in seconds. The SDK's own delay between two looks is 20. */
const creation = { maxWaitTime: 30, minDelay: 1, maxDelay: 1 };

/**
 * Makes the table: on-demand, at most one global secondary index, time to live. An existing table
 * of that name stays as it is, with its data. Resolves when the table is ACTIVE.
 */
export const createTable = async (
  client: DynamoDBClient,
  tableName: string,
  table: TableDefinition,
): Promise<void> => {
  const { partitionKey, sortKey, index, timeToLiveAttribute, stream } = table;
  const keySchema = (hash: string, range: string | undefined) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
  ];
  const keys = [partitionKey, sortKey, index?.partitionKey, index?.sortKey];
  const keyNames = new Set(keys.filter((name) => name !== undefined));
  const definition: NamedTable = {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    ...(stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: stream },
    }),
    KeySchema: keySchema(partitionKey, sortKey),
    AttributeDefinitions: [...keyNames].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    ...(index && {
      GlobalSecondaryIndexes: [
        {
          IndexName: index.name,
          KeySchema: keySchema(index.partitionKey, index.sortKey),
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.projection] },
        },
      ],
    }),
  };
  await makeTable(client, definition, timeToLiveAttribute);
};

/**
 * Makes a table from DynamoDB's own definition. An existing table of that name stays as it is, with
 * its data. Resolves when the table is ACTIVE.
 *
 * @param timeToLiveAttribute epoch seconds; if left out, nothing expires
 */
export const makeTable = async (
  client: DynamoDBClient,
  definition: NamedTable,
  timeToLiveAttribute?: string,
): Promise<void> => {
  const { TableName } = definition;

  let isNew = false;
  let active = false;
  try {
    const { TableDescription } = await client.send(new CreateTableCommand(definition));
    isNew = true;
    active = TableDescription?.TableStatus === 'ACTIVE';
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  if (!active) {
    await waitUntilTableExists({ client, ...creation }, { TableName });
  }

  if (timeToLiveAttribute === undefined) return;
  if (!isNew && (await timeToLiveOf(client, TableName)) === timeToLiveAttribute) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName,
      TimeToLiveSpecification: { AttributeName: timeToLiveAttribute, Enabled: true },
    }),
  );
};

const timeToLiveOf = async (
  client: DynamoDBClient,
  TableName: string,
): Promise<string | undefined> => {
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  return TimeToLiveDescription?.AttributeName;
};
