import { handleKey, profileKey, type ItemKey } from '../../resolvers/lib/keys.js';
import { limits } from '../../resolvers/limits.js';
import { table } from '../../resolvers/table.js';
import { dynamoDb, tableName } from './dynamoDb.js';
import type { Person } from './person.js';
import { transact } from './transact.js';
import { type Attributes, getItem, toKey } from './worker/table.js';

/** A person's profile; undefined if there is none. */
export async function readProfile(
  uuid: string,
  { signal, consistent = false }: { signal: AbortSignal; consistent?: boolean },
): Promise<Person | undefined> {
  const profile = await getItem({ dynamoDb, tableName, signal }, profileKey(uuid), {
    ProjectionExpression: 'handle, displayName',
    ConsistentRead: consistent,
  });
  const handle = profile?.handle?.S;
  const displayName = profile?.displayName?.S;
  return handle && displayName ? { handle, displayName } : undefined;
}

/** The handle that another person has and that equals or looks like this one; undefined for a free one. */
export async function takenHandle(
  handle: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const claim = await getItem({ dynamoDb, tableName, signal }, handleKey(handle), {
    ProjectionExpression: 'handle, expiresAt',
  });
  const isPast = Number(claim?.expiresAt?.N ?? Infinity) <= nowSeconds();
  return isPast ? undefined : claim?.handle?.S;
}

/**
 * Writes a person's profile and their claim on the handle in one transaction: both or neither.
 *
 * - An existing profile stays as it is.
 * - A handle belongs to one person. If it is taken, the person gets the handle with the beginning of
 *   their own `sub` after it (`ada` → `ada_3f2a9c`), rather than an account without a profile.
 */
export async function createProfile(
  uuid: string,
  person: Person,
  signal: AbortSignal,
): Promise<void> {
  for (const handle of handlesFor(person.handle, uuid)) {
    if (await claim(uuid, { ...person, handle }, signal)) return;
  }
  throw new Error('No handle could be found');
}

/** The chosen handle, then the same with more and more of the `sub` after it. */
function handlesFor(handle: string, sub: string): string[] {
  const id = sub.replaceAll('-', '');
  return [
    handle,
    ...[6, 12, 24].map(
      (n) => `${handle.slice(0, limits.handle.maxLength - n - 1)}_${id.slice(0, n)}`,
    ),
  ];
}

/** @returns false where another person has the handle */
async function claim(
  uuid: string,
  { handle, displayName }: Person,
  signal: AbortSignal,
): Promise<boolean> {
  const createdAt = new Date().toISOString();
  const profile = put(profileKey(uuid), { uuid, handle, displayName, createdAt });
  const handleClaim = put(handleKey(handle), { uuid, handle, displayName }, FREE);
  const failed = await transact(dynamoDb, [profile, handleClaim], signal);
  return failed !== 1; // 0: the person has a profile, and so a handle
}

const NEW = 'attribute_not_exists(#pk)';
/** A handle that was given up is free when its time is past, also before DynamoDB has deleted the claim. */
const FREE = `${NEW} OR ${table.timeToLiveAttribute} <= :now`;

const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

/** Puts an item that does not exist yet. */
const put = (key: ItemKey, attributes: Record<string, string>, condition: string = NEW) => ({
  Put: {
    TableName: tableName,
    Item: { ...toKey(key), ...toItem(attributes) },
    ConditionExpression: condition,
    ExpressionAttributeNames: { '#pk': table.partitionKey },
    ...(condition === FREE && {
      ExpressionAttributeValues: { ':now': { N: String(nowSeconds()) } },
    }),
  },
});

const toItem = (attributes: Record<string, string>): Attributes =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { S: value }]));
