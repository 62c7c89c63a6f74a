import { type Context, type DynamoDBGetItemRequest, runtime } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { fail, failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { messageGroupKey } from '../../lib/keys.js';

/** Reads the caller's row. Skipped when the change is made, and when the failed condition returned the row. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  if (ctx.stash.answer) runtime.earlyReturn(ctx.stash.answer);
  if (ctx.stash.row) runtime.earlyReturn({});
  return get({ key: messageGroupKey(callerUuid(ctx), ctx.stash.groupUuid), consistentRead: true });
}

export function response(ctx: Context): Record<string, never> {
  failOnError(ctx.error);
  if (!ctx.result) fail('MessageGroupNotFound', 'This conversation does not exist yet');
  ctx.stash.row = ctx.result;
  return {};
}
