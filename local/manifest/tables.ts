import type { DynamoDBClient, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { ensureTable, type NamedTable } from '../dynamodb/index.js';
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
    const problem = await ensureTable(
      client,
      definitionOf(tableName, table),
      table.timeToLiveAttribute,
    );
    if (problem) problems.push(`${path}: ${placeOf(['tables', tableName])}: ${problem}`);
  }
  return problems;
}

type Key = ManifestTable['partitionKey'];

function definitionOf(TableName: string, table: ManifestTable): NamedTable {
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
