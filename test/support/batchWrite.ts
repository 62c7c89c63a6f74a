import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  type StreamSpecification,
  UpdateTableCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { table } from '../../resolvers/table.js';

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

/**
 * Runs `work` while the table has no stream, for very many writes: each record of dynoxide's stream
 * makes all later writes of it slower (1.2.1: 0.08 ms for each 1,000 records). What is written
 * meanwhile reaches no worker, and a worker that follows the stream must start again.
 */
export const withoutStream = async (
  client: DynamoDBClient,
  TableName: string,
  work: () => Promise<void>,
): Promise<void> => {
  const set = (StreamSpecification: StreamSpecification) =>
    client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
  await set({ StreamEnabled: false });
  await work();
  await set({ StreamEnabled: true, StreamViewType: table.stream });
};
