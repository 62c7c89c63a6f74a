import { type Context, type DynamoDBGetItemRequest, runtime, util } from '@aws-appsync/utils';
import { fail, failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { messageGroupKey } from '../../lib/keys.js';

/** Reads the caller's row. Skipped when the change is made, and when the failed condition returned the row. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  if (ctx.stash.answer) runtime.earlyReturn(ctx.stash.answer);
  if (ctx.stash.row) runtime.earlyReturn({});
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues(messageGroupKey(callerUuid(ctx), ctx.stash.groupUuid)),
    consistentRead: true,
  };
}

export function response(ctx: Context): Record<string, never> {
  failOnError(ctx.error);
  if (!ctx.result) fail('MessageGroupNotFound', 'This conversation does not exist yet');
  ctx.stash.row = ctx.result;
  return {};
}
