import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DAY_SECONDS } from '../../../resolvers/lib/day.js';
import { handleKey, profileKey } from '../../../resolvers/lib/keys.js';
import { limits } from '../../../resolvers/limits.js';
import { ifItHolds, toKey, type WorkTable } from './table.js';

/** The handle is kept from others for as long as one that is given up; no name is left beside it. */
export async function holdClaim(
  { dynamoDb, tableName, now, signal }: WorkTable,
  userUuid: string,
  handle: string,
): Promise<void> {
  const until = Math.floor(now() / 1_000) + limits.handle.heldDays * DAY_SECONDS;
  await ifItHolds(() =>
    dynamoDb.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: toKey(handleKey(handle)),
        UpdateExpression: 'SET expiresAt = if_not_exists(expiresAt, :until) REMOVE displayName',
        ConditionExpression: '#uuid = :user',
        ExpressionAttributeNames: { '#uuid': 'uuid' },
        ExpressionAttributeValues: { ':until': { N: String(until) }, ':user': { S: userUuid } },
      }),
      { abortSignal: signal },
    ),
  );
}

/** What is left says that there was an account, and nothing else of it. */
export async function emptyProfile(
  { dynamoDb, tableName, signal }: WorkTable,
  userUuid: string,
): Promise<void> {
  await ifItHolds(() =>
    dynamoDb.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: toKey(profileKey(userUuid)),
        UpdateExpression:
          'REMOVE handle, displayName, handleChanges, createdAt, acceptsRequests, showsReadReceipts, isDiscoverable, contacts, contactsOn, suspendedUntil, suspendedBy, suspensionStatement',
        ConditionExpression: 'attribute_exists(deletedAt)',
      }),
      { abortSignal: signal },
    ),
  );
}
