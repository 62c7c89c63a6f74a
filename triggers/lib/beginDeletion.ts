import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { ulid } from 'ulid';
import { type ItemKey, profileKey, workKey } from '../../resolvers/lib/keys.js';
import { deletionUpdate, type PlainUpdate, workUpdate } from '../../resolvers/lib/workUpdate.js';
import { worker } from '../../resolvers/worker.js';
import { transact } from './transact.js';
import { timeText, toKey, type WorkTable } from './worker/table.js';

/**
 * Begins the deletion of an account as `deleteAccount` does: marks the profile and asks the worker for the
 * rest, in one transaction.
 *
 * @param deletedAt ISO 8601, UTC
 * @returns false where the account has no profile, or is deleted already: then nothing is written
 * @throws the SDK's error when the table does not take it
 */
export async function beginDeletion(
  { dynamoDb, tableName, now, signal }: WorkTable,
  userUuid: string,
  { deletedAt, erases }: { readonly deletedAt: string; readonly erases: boolean },
): Promise<boolean> {
  const due = timeText(now() + worker.lastLookMinutes * 60_000);
  const items = [
    update(tableName, profileKey(userUuid), deletionUpdate(deletedAt, erases), {
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deletedAt)',
    }),
    update(tableName, workKey(userUuid), workUpdate({ change: ulid(now()), due })),
  ];
  return (await transact(dynamoDb, items, signal)) === undefined;
}

const update = (
  TableName: string,
  key: ItemKey,
  { expression, names, values }: PlainUpdate,
  only: { readonly ConditionExpression?: string } = {},
): TransactWriteItem => ({
  Update: {
    TableName,
    Key: toKey(key),
    UpdateExpression: expression,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, marshalled(value)]),
    ),
    ...only,
  },
});

const marshalled = (value: string | boolean): AttributeValue =>
  typeof value === 'string' ? { S: value } : { BOOL: value };
