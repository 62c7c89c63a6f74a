import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { HANDLE_MAX_LENGTH } from '../resolvers/lib/handle.js';
import { handleKey, profileKey, type ItemKey } from '../resolvers/lib/keys.js';
import { table } from '../resolvers/table.js';
import { dynamoDb, tableName } from './lib/dynamoDb.js';
import { personOf, type Person } from './lib/person.js';

/** A transaction that met another one on the same items is tried this often. */
const MAX_CONFLICTS = 10;

/**
 * Cognito's post-confirmation trigger: writes the person's profile and their claim on the handle,
 * both or neither, in one transaction.
 *
 * - Once only: Cognito calls again when it got no answer in time, and then the profile that stands
 *   is left as it is.
 * - A handle is one person's. Somebody who was the second to confirm the same one, although it was
 *   free when they signed up, gets it with the beginning of their own `sub` after it
 *   (`ada` → `ada_3f2a9c`), rather than an account without a profile. `me` and the token's claims
 *   tell the handle that they have; the attribute `preferred_username` stays as they wrote it.
 * - Confirming a forgotten password calls this trigger too, and is none of its business.
 *
 * @throws Error when the table cannot be written; Cognito answers the confirmation with
 *   `UserLambdaValidationException`.
 */
export async function handler(
  event: PostConfirmationTriggerEvent,
): Promise<PostConfirmationTriggerEvent> {
  if (event.triggerSource !== 'PostConfirmation_ConfirmSignUp') return event;
  const { sub } = event.request.userAttributes;
  if (!sub) throw new Error('The account has no sub');
  const person = personOf(event.request.userAttributes);

  for (const handle of handlesFor(person.handle, sub)) {
    const outcome = await claim({ ...person, handle }, sub);
    if (outcome !== 'HANDLE_TAKEN') return event;
  }
  throw new Error('No handle could be found');
}

/** The handle that was chosen, then the same with ever more of the `sub` after it. */
function handlesFor(handle: string, sub: string): string[] {
  const id = sub.replaceAll('-', '');
  return [
    handle,
    ...[6, 12, 24].map((n) => `${handle.slice(0, HANDLE_MAX_LENGTH - n - 1)}_${id.slice(0, n)}`),
  ];
}

async function claim(
  person: Person,
  uuid: string,
): Promise<'CLAIMED' | 'ALREADY_CLAIMED' | 'HANDLE_TAKEN'> {
  const { handle, displayName } = person;
  const createdAt = new Date().toISOString();
  const profile = put(profileKey(uuid), { uuid, handle, displayName, createdAt });
  const handleClaim = put(handleKey(handle), { uuid, handle, displayName });

  for (let conflicts = 0; ; conflicts += 1) {
    try {
      await dynamoDb.send(new TransactWriteItemsCommand({ TransactItems: [profile, handleClaim] }));
      return 'CLAIMED';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const [ofProfile, ofHandle] = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      if (ofProfile === 'ConditionalCheckFailed') return 'ALREADY_CLAIMED';
      if (ofHandle === 'ConditionalCheckFailed') return 'HANDLE_TAKEN';
      const conflict = ofProfile === 'TransactionConflict' || ofHandle === 'TransactionConflict';
      if (!conflict || conflicts >= MAX_CONFLICTS) throw error;
    }
  }
}

/** Puts an item that is not there yet. */
function put({ pk, sk }: ItemKey, attributes: Record<string, string>) {
  const item: Record<string, AttributeValue> = {
    [table.partitionKey]: { S: pk },
    [table.sortKey]: { S: sk },
  };
  for (const [name, value] of Object.entries(attributes)) item[name] = { S: value };
  return {
    Put: {
      TableName: tableName,
      Item: item,
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': table.partitionKey },
    },
  };
}
