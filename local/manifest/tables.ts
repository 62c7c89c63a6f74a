import type { KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { ensureTable, type NamedTable } from '../dynamodb/index.js';
import type { Table } from '../host/openDynamoDB.js';
import { openTables } from '../host/servedApi.js';
import type { Started } from '../host/startParts.js';
import { SourceError } from './errors.js';
import type { ManifestTable } from './manifest.js';

/**
 * Opens DynamoDB and makes tables where they are missing; undefined where there is no table.
 *
 * @param placeOf where the table of a name is defined
 * @throws SourceError for each that DynamoDB refuses, or that is there with other keys or indexes
 */
export async function startTables(
  tables: readonly { definition: NamedTable; timeToLiveAttribute: string | undefined }[],
  placeOf: (tableName: string) => string,
  options: Omit<Parameters<typeof openTables>[0], 'createTables' | 'refuse'>,
  started: Started,
): Promise<Table | undefined> {
  if (tables.length === 0) return undefined;
  const opened = await openTables({
    ...options,
    createTables: async (client) => {
      const problems: string[] = [];
      for (const { definition, timeToLiveAttribute } of tables) {
        const problem = await ensureTable(client, definition, timeToLiveAttribute);
        if (problem) problems.push(`${placeOf(definition.TableName)}: ${problem}`);
      }
      return problems;
    },
    refuse: (problems) => new SourceError(problems),
  });
  started(() => opened.stop());
  return opened;
}

/** A table of a manifest as DynamoDB makes it. */
export function definitionOf(TableName: string, table: ManifestTable): NamedTable {
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
      GlobalSecondaryIndexes: globalSecondaryIndexes.map((one) => indexOf(one.partitionKey, one)),
    }),
    ...(localSecondaryIndexes.length > 0 && {
      LocalSecondaryIndexes: localSecondaryIndexes.map((one) => indexOf(partitionKey, one)),
    }),
  };
}

type Key = ManifestTable['partitionKey'];

const keySchema = (partitionKey: Key, sortKey: Key | undefined): KeySchemaElement[] => [
  { AttributeName: partitionKey.name, KeyType: 'HASH' },
  ...(sortKey ? [{ AttributeName: sortKey.name, KeyType: 'RANGE' as const }] : []),
];

const indexOf = (
  partitionKey: Key,
  index: Omit<ManifestTable['globalSecondaryIndexes'][number], 'partitionKey'>,
) => ({
  IndexName: index.indexName,
  KeySchema: keySchema(partitionKey, index.sortKey),
  Projection: {
    ProjectionType: index.projectionType,
    ...(index.nonKeyAttributes && { NonKeyAttributes: index.nonKeyAttributes }),
  },
});
