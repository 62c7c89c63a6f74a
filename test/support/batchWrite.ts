import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';

const BATCH = 25; // the most that BatchWriteItem takes
const AT_ONCE = 8;

/** Puts items in batches, and again what DynamoDB did not process. `onProgress`: how many are stored. */
export const batchWrite = async (
  client: DynamoDBClient,
  tableName: string,
  items: Iterable<Record<string, AttributeValue>>,
  onProgress: (stored: number) => void,
): Promise<void> => {
  const iterator = items[Symbol.iterator]();
  let stored = 0;
  const write = async (): Promise<void> => {
    for (;;) {
      let batch: WriteRequest[] = [];
      for (let next; batch.length < BATCH && !(next = iterator.next()).done;) {
        batch.push({ PutRequest: { Item: next.value } });
      }
      if (batch.length === 0) return;
      const size = batch.length;
      while (batch.length > 0) {
        const command = new BatchWriteItemCommand({ RequestItems: { [tableName]: batch } });
        const { UnprocessedItems } = await client.send(command);
        batch = UnprocessedItems?.[tableName] ?? [];
      }
      stored += size;
      onProgress(stored);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, write));
};
