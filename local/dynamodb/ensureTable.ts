import {
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { makeTable, type NamedTable } from './createTable.js';

/**
 * Makes a table if it is missing.
 *
 * @returns why DynamoDB refuses it, or that it exists with other keys or indexes
 */
export async function ensureTable(
  client: DynamoDBClient,
  definition: NamedTable,
  timeToLiveAttribute: string | undefined,
): Promise<string | undefined> {
  try {
    await makeTable(client, definition, timeToLiveAttribute);
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationException') return error.message;
    throw error;
  }
  const { TableName } = definition;
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const [wanted, present] = [shapeOf(definition), shapeOf(Table!)];
  if (wanted === present) return undefined;
  return (
    `a table of that name exists with other keys or indexes: ${present} instead of ${wanted}; ` +
    'start with another data directory'
  );
}

type Shaped = Pick<
  TableDescription,
  'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes'
>;

/**
 * Keys and indexes of a definition or an existing table, as text: `isbn:S, byAuthor(author:S,
 * title:S)`.
 */
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
