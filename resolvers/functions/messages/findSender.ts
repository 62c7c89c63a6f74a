import { type Context, type DynamoDBGetItemRequest, runtime, util } from '@aws-appsync/utils';
import { fail, failOnError } from '../../lib/errors.js';
import { profileKey } from '../../lib/keys.js';
import type { Send } from '../../lib/send.js';

/** Reads the sender's names. Skipped when the access token has them (the token trigger adds them). */
export function request(ctx: Context): DynamoDBGetItemRequest {
  const { sender }: Send = ctx.stash.send;
  if (sender.handle && sender.displayName) runtime.earlyReturn({});
  return { operation: 'GetItem', key: util.dynamodb.toMapValues(profileKey(sender.uuid)) };
}

export function response(ctx: Context): Record<string, never> {
  failOnError(ctx.error);
  const { sender }: Send = ctx.stash.send;
  if (!ctx.result) fail('ProfileNotFound', 'Your account has no profile yet');
  sender.handle = ctx.result.handle;
  sender.displayName = ctx.result.displayName;
  return {};
}
