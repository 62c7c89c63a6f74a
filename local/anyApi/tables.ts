import {
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { makeTable } from '../dynamodb/index.js';
import type { Manifest, ManifestTable } from './manifest.js';
import { placeOf } from './readManifest.js';

/**
 * Makes the manifest's tables where they are missing.
 * @returns a line for each table that DynamoDB refuses, or that is there with other keys or indexes
 */
export async function createTables(
  path: string,
  { tables }: Manifest,
  client: DynamoDBClient,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [tableName, table] of Object.entries(tables)) {
    const problem = await createTableAs(
      client,
      definitionOf(tableName, table),
      table.timeToLiveAttribute,
    );
    if (problem) problems.push(`${path}: ${placeOf(['tables', tableName])}: ${problem}`);
  }
  return problems;
}

/**
 * Makes a table where it is missing.
 * @returns what DynamoDB says against it, or that it is there with other keys or indexes
 */
export async function createTableAs(
  client: DynamoDBClient,
  definition: Definition,
  timeToLiveAttribute: string | undefined,
): Promise<string | undefined> {
  try {
    await makeTable({ client, definition, timeToLiveAttribute });
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationException') return error.message;
    throw error;
  }
  const { TableName } = definition;
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const [wanted, present] = [shapeOf(definition), shapeOf(Table!)];
  if (wanted === present) return undefined;
  return (
    `a table of that name is there with other keys or indexes: ${present} instead of ${wanted}; ` +
    'begin anew in another data directory'
  );
}

type Definition = CreateTableCommandInput & { readonly TableName: string };
type Key = ManifestTable['partitionKey'];

function definitionOf(TableName: string, table: ManifestTable): Definition {
  const { partitionKey, sortKey, globalSecondaryIndexes, localSecondaryIndexes } = table;
  const keys = [
    partitionKey,
    sortKey,
    ...globalSecondaryIndexes.flatMap((index) => [index.partitionKey, index.sortKey]),
    ...localSecondaryIndexes.map((index) => index.sortKey),
  ].filter((key) => key !== undefined);
  const types = new Map(keys.map(({ name, type }) => [name, type]));
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(partitionKey, sortKey),
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    ...(globalSecondaryIndexes.length > 0 && {
      GlobalSecondaryIndexes: globalSecondaryIndexes.map((index) => ({
        IndexName: index.indexName,
        KeySchema: keySchema(index.partitionKey, index.sortKey),
        Projection: projectionOf(index),
      })),
    }),
    ...(localSecondaryIndexes.length > 0 && {
      LocalSecondaryIndexes: localSecondaryIndexes.map((index) => ({
        IndexName: index.indexName,
        KeySchema: keySchema(partitionKey, index.sortKey),
        Projection: projectionOf(index),
      })),
    }),
  };
}

const keySchema = (partitionKey: Key, sortKey: Key | undefined): KeySchemaElement[] => [
  { AttributeName: partitionKey.name, KeyType: 'HASH' },
  ...(sortKey ? [{ AttributeName: sortKey.name, KeyType: 'RANGE' as const }] : []),
];

const projectionOf = (index: {
  projectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  nonKeyAttributes?: string[] | undefined;
}) => ({
  ProjectionType: index.projectionType,
  ...(index.nonKeyAttributes && { NonKeyAttributes: index.nonKeyAttributes }),
});

type Shaped = Pick<
  TableDescription,
  'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes'
>;

/** `isbn:S, byAuthor(author:S, title:S)`: keys and indexes of a definition or of a table that is there. */
function shapeOf(table: Shaped): string {
  const types = new Map(
    table.AttributeDefinitions?.map((one) => [one.AttributeName, one.AttributeType]),
  );
  const keys = (schema: readonly KeySchemaElement[] = []) =>
    schema.map(({ AttributeName }) => `${AttributeName}:${types.get(AttributeName)}`).join(', ');
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  return [
    keys(table.KeySchema),
    ...indexes.map(({ IndexName, KeySchema }) => `${IndexName}(${keys(KeySchema)})`).sort(),
  ].join(', ');
}
