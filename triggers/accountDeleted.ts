import type { EventBridgeEvent } from 'aws-lambda';
import { accountDeletions } from '../resolvers/accountDeletions.js';
import { usernameOf } from './lib/accounts.js';
import { beginDeletion } from './lib/beginDeletion.js';
import { cognito } from './lib/cognito.js';
import { dynamoDb, required, tableName } from './lib/dynamoDb.js';
import { timeText } from './lib/worker/table.js';

const userPoolId = required('USER_POOL_ID');
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * What CloudTrail tells of a deletion. `additionalEventData.sub` is in the Amazon Cognito developer guide,
 * "Amazon Cognito logging in AWS CloudTrail". Names and tokens are HIDDEN_DUE_TO_SECURITY_REASONS.
 */
interface ApiCall {
  /** ISO 8601, UTC. */
  readonly eventTime: string;
  readonly eventName: string;
  /** Of `AdminDeleteUser`. Not known: whether `DeleteUser` has it. */
  readonly requestParameters?: { readonly userPoolId?: string } | null;
  readonly additionalEventData?: { readonly sub?: string } | null;
}

/**
 * Begins the deletion of what an account leaves that was deleted in the user pool alone. The texts stay, as
 * with KEEP: the person was not asked, and an erasure cannot be taken back. An account that is deleted
 * already, as by the worker, begins nothing; nor does one of another user pool.
 *
 * The event alone is not believed: the account must be gone from the user pool.
 *
 * Environment, beside that of every trigger: `USER_POOL_ID`.
 *
 * @throws Error where the event names no account or the account is there: Lambda calls again, and in the end
 *   the event becomes a dead letter. The SDK's error where the table or the user pool does not answer.
 */
export async function handler({
  detail,
}: EventBridgeEvent<'AWS API Call via CloudTrail', ApiCall>): Promise<void> {
  const pool = detail.requestParameters?.userPoolId ?? userPoolId;
  if (pool !== userPoolId) return;
  const sub = detail.additionalEventData?.sub ?? '';
  if (!UUID.test(sub)) throw new Error(`The event of ${detail.eventName} names no account`);
  if ((await usernameOf(userPoolId, cognito, sub)) !== undefined) {
    throw new Error(`The account of the event of ${detail.eventName} is in the user pool`);
  }
  await beginDeletion(
    {
      dynamoDb,
      tableName,
      now: Date.now,
      signal: AbortSignal.timeout(accountDeletions.timeoutSeconds * 900),
    },
    sub,
    { deletedAt: timeText(Date.parse(detail.eventTime)), erases: false },
  );
}
