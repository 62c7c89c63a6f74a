import { type AttributeValue, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { batchWrite } from './batchWrite.js';

export type Item = Record<string, AttributeValue>;

/** Everything in a table. */
export async function allItems(client: DynamoDBClient, TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan(
    { client },
    { TableName, ConsistentRead: true },
  )) {
    items.push(...Items);
  }
  return items;
}

/** An item as JSON, the same for the same item: an engine gives attributes in any order. */
export const textOf = (item: Item): string =>
  JSON.stringify(Object.fromEntries(Object.entries(item).sort()));

/** Everything in a table that has this text in it, as JSON. */
export const itemsWith = async (
  client: DynamoDBClient,
  tableName: string,
  text: string,
): Promise<string[]> =>
  (await allItems(client, tableName)).map(textOf).filter((item) => item.includes(text));

/** Puts everything of one table into another, as a restore does. */
export async function copyItems(client: DynamoDBClient, from: string, to: string): Promise<void> {
  await batchWrite(client, to, await allItems(client, from), () => {});
}
