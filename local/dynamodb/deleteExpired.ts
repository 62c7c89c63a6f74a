import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  ScanCommand,
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
  const isExpired = {
    ExpressionAttributeNames: { '#ttl': timeToLiveAttribute },
    ExpressionAttributeValues: {
      ':now': { N: String(seconds) },
      ':oldest': { N: String(seconds - FIVE_YEARS) },
    },
  };
  let from: Record<string, AttributeValue> | undefined;
  do {
    const { Items: expired = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName,
        ...isExpired,
        ExpressionAttributeNames: {
          '#ttl': timeToLiveAttribute,
          '#pk': partitionKey,
          '#sk': sortKey,
        },
        FilterExpression: '#ttl < :now AND #ttl > :oldest',
        ProjectionExpression: '#pk, #sk',
        ExclusiveStartKey: from,
      }),
    );
    for (const Key of expired) {
      const command = new DeleteItemCommand({
        TableName,
        Key,
        ...isExpired,
        ConditionExpression: '#ttl < :now AND #ttl > :oldest',
      });
      await client.send(command).catch((error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
    }
    from = LastEvaluatedKey;
  } while (from);
}
