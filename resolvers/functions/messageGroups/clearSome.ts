import { type Context, type DynamoDBUpdateItemRequest, runtime } from '@aws-appsync/utils';
import type { MessageGroup } from '../../../generated/schema.js';
import { countIsRight } from '../../lib/countIsRight.js';
import { conflict } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { type MessageGroupItem, toMessageGroup } from '../../lib/items.js';
import { failOnRowError } from '../../lib/rowError.js';
import { updateRow } from '../../lib/expression.js';

/** Clears what is older than the newest message, and takes what was unread of it off the count. */
export function request(ctx: Context): DynamoDBUpdateItemRequest {
  if (ctx.stash.answer) runtime.earlyReturn(ctx.stash.answer);
  const { groupUuid, upTo } = ctx.stash;
  const row: MessageGroupItem = ctx.stash.row;
  const isRead = (row.readUpTo ?? '') >= upTo;
  const { expression, values } = countIsRight(row);
  return updateRow(
    callerUuid(ctx),
    groupUuid,
    {
      expression: isRead
        ? 'SET clearedUpTo = :upTo'
        : 'SET clearedUpTo = :upTo, readUpTo = :upTo, unreadCount = unreadCount - :read',
      values: isRead ? { ':upTo': upTo } : { ':upTo': upTo, ':read': ctx.stash.read },
    },
    {
      expression: `${expression} AND (attribute_not_exists(clearedUpTo) OR clearedUpTo < :cleared)`,
      values: { ...values, ':cleared': upTo },
    },
  );
}

export function response(ctx: Context): MessageGroup {
  failOnRowError(ctx.error);
  if (ctx.error) {
    conflict('Another device changed this conversation at the same time. Try again.');
  }
  return toMessageGroup(ctx, ctx.result);
}
