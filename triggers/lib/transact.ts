import {
  type DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';

/** How many times a transaction is tried that conflicts with another one. */
const MAX_CONFLICTS = 10;

/**
 * Writes all of the items or none, and tries again while another transaction is under way on them.
 *
 * @returns which item's condition did not hold, the first one's place; undefined: all are written
 * @throws the SDK's error when the table does not take it
 */
export async function transact(
  dynamoDb: DynamoDBClient,
  TransactItems: TransactWriteItem[],
  abortSignal: AbortSignal | undefined,
): Promise<number | undefined> {
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      await dynamoDb.send(new TransactWriteItemsCommand({ TransactItems }), { abortSignal });
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      const failed = codes.indexOf('ConditionalCheckFailed');
      if (failed >= 0) return failed;
      if (!codes.includes('TransactionConflict') || conflicts === MAX_CONFLICTS) throw error;
    }
  }
}
