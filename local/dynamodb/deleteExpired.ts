import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';

interface Expiry {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Epoch seconds, as a number. */
  readonly timeToLiveAttribute: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * DynamoDB does not delete an item that expired longer ago than this ("Using time to live",
 * developer guide).
 */
const FIVE_YEARS = 5 * 365 * 24 * 60 * 60; // seconds

/**
 * Deletes expired items, as DynamoDB does in the background. For engines that do not: dynoxide
 * 1.2.1 accepts UpdateTimeToLive and deletes nothing. An item that gets a later time meanwhile
 * stays.
 */
export async function deleteExpired(expiry: Expiry): Promise<void> {
  const { client, tableName: TableName, partitionKey, sortKey, timeToLiveAttribute } = expiry;
  const seconds = Math.floor(expiry.now / 1_000);
  const isExpired = '#ttl < :now AND #ttl > :oldest';
  const ExpressionAttributeNames = { '#ttl': timeToLiveAttribute };
  const ExpressionAttributeValues = {
    ':now': { N: String(seconds) },
    ':oldest': { N: String(seconds - FIVE_YEARS) },
  };
  const scan = {
    TableName,
    FilterExpression: isExpired,
    ProjectionExpression: '#pk, #sk',
    ExpressionAttributeNames: { ...ExpressionAttributeNames, '#pk': partitionKey, '#sk': sortKey },
    ExpressionAttributeValues,
  };
  for await (const { Items: expired = [] } of paginateScan({ client }, scan)) {
    for (const Key of expired) {
      const command = new DeleteItemCommand({
        TableName,
        Key,
        ConditionExpression: isExpired,
        ExpressionAttributeNames,
        ExpressionAttributeValues,
      });
      await client.send(command).catch((error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
    }
  }
}
