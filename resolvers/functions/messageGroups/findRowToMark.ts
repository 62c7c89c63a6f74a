import { type Context, type DynamoDBGetItemRequest, runtime, util } from '@aws-appsync/utils';
import type { MutationMarkMessageGroupReadArgs } from '../../../generated/schema.js';
import { fail, failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { messageGroupKey } from '../../lib/keys.js';

/** Reads the caller's row. Skipped when the marker is set, and when the failed condition returned the row. */
export function request(ctx: Context<MutationMarkMessageGroupReadArgs>): DynamoDBGetItemRequest {
  if (ctx.stash.answer) runtime.earlyReturn(ctx.stash.answer);
  if (ctx.stash.row) runtime.earlyReturn({});
  const { messageGroupUuid } = ctx.args;
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues(messageGroupKey(callerUuid(ctx), messageGroupUuid)),
    consistentRead: true,
  };
}

export function response(ctx: Context): Record<string, never> {
  failOnError(ctx.error);
  if (!ctx.result) fail('MessageGroupNotFound', 'This conversation does not exist yet');
  ctx.stash.row = ctx.result;
  return {};
}
