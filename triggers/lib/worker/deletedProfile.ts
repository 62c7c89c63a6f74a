import { DAY_SECONDS } from '../../../resolvers/lib/day.js';
import { handleKey, profileKey } from '../../../resolvers/lib/keys.js';
import { limits } from '../../../resolvers/limits.js';
import { updateItem, type WorkTable } from './table.js';

/** The handle is kept from others for as long as one that is given up; no name is left beside it. */
export async function holdClaim(table: WorkTable, userUuid: string, handle: string): Promise<void> {
  const until = Math.floor(table.now() / 1_000) + limits.handle.heldDays * DAY_SECONDS;
  await updateItem(table, handleKey(handle), {
    UpdateExpression: 'SET expiresAt = if_not_exists(expiresAt, :until) REMOVE displayName',
    ConditionExpression: '#uuid = :user',
    ExpressionAttributeNames: { '#uuid': 'uuid' },
    ExpressionAttributeValues: { ':until': { N: String(until) }, ':user': { S: userUuid } },
  });
}

/** What is left says that there was an account, and nothing else of it. */
export async function emptyProfile(table: WorkTable, userUuid: string): Promise<void> {
  await updateItem(table, profileKey(userUuid), {
    UpdateExpression:
      'REMOVE handle, displayName, handleChanges, createdAt, acceptsRequests, showsReadReceipts, isDiscoverable, contacts, contactsOn, suspendedUntil, suspendedBy, suspensionStatement',
    ConditionExpression: 'attribute_exists(deletedAt)',
  });
}
