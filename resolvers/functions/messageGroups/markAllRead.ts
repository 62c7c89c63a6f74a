import type { Context, DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import type { MutationMarkMessageGroupReadArgs } from '../../../generated/schema.js';
import { callerUuid } from '../../lib/ids.js';
import { toMessageGroup } from '../../lib/items.js';
import { failOnRowError } from '../../lib/rowError.js';
import { updateRow } from '../../lib/rowUpdate.js';

/**
 * The usual case, in one request: all is read, for `upTo` is the conversation's newest message. No
 * marker moves while the caller blocks the other person; the row is then answered as it is.
 */
export function request(ctx: Context<MutationMarkMessageGroupReadArgs>): DynamoDBUpdateItemRequest {
  const { messageGroupUuid, upTo } = ctx.args;
  return updateRow(
    callerUuid(ctx),
    messageGroupUuid,
    {
      expression: 'SET unreadCount = :zero, readUpTo = :upTo',
      values: { ':zero': 0, ':upTo': upTo },
    },
    {
      expression:
        'attribute_exists(unreadCount) AND attribute_not_exists(blocked) AND lastMessageUuid = :newest AND (attribute_not_exists(readUpTo) OR readUpTo < :newest)',
      values: { ':newest': upTo },
    },
  );
}

/**
 * On a failed condition AppSync reads the row back into `ctx.result` (AppSync developer guide,
 * condition expressions); one report has no row there (aws-appsync-community issue 343), so the
 * next function reads it where it is missing.
 */
export function response(ctx: Context<MutationMarkMessageGroupReadArgs>): unknown {
  if (!ctx.error) {
    ctx.stash.answer = toMessageGroup(ctx.result, callerUuid(ctx));
    return ctx.stash.answer;
  }
  failOnRowError(ctx.error);
  ctx.stash.row = ctx.result;
  return {};
}
