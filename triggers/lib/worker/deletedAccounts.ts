import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { deletedAccounts as list } from '../../../resolvers/deletedAccounts.js';
import { DAY_SECONDS } from '../../../resolvers/lib/day.js';
import type { Deletion } from './profile.js';
import type { WorkTable } from './table.js';

/**
 * Puts an account into the list outside the table, which a restore deletes again from. There it stays for as
 * long as a backup can bring the person back.
 */
export async function listDeleted(
  { dynamoDb, deletedAccounts, now, signal }: WorkTable,
  userUuid: string,
  { deletedAt, erases }: Deletion,
): Promise<void> {
  if (!deletedAccounts) return;
  const until = Math.floor(now() / 1_000) + deletedAccounts.days * DAY_SECONDS;
  await dynamoDb.send(
    new PutItemCommand({
      TableName: deletedAccounts.tableName,
      Item: {
        [list.partitionKey]: { S: userUuid },
        deletedAt: { S: deletedAt },
        erases: { BOOL: erases },
        [list.timeToLiveAttribute]: { N: String(until) },
      },
    }),
    { abortSignal: signal },
  );
}
