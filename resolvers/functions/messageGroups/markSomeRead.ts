import { type Context, type DynamoDBUpdateItemRequest, runtime } from '@aws-appsync/utils';
import type { MutationMarkMessageGroupReadArgs, ReadMarker } from '../../../generated/schema.js';
import { conflict } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import type { MessageGroupItem } from '../../lib/items.js';
import { countIsRight } from '../../lib/countIsRight.js';
import { toReadMarker } from '../../lib/readMarker.js';
import { failOnRowError } from '../../lib/rowError.js';
import { updateRow } from '../../lib/expression.js';

/** Subtracts the counted messages, so a message that arrives at the same time still counts as unread. */
export function request(ctx: Context<MutationMarkMessageGroupReadArgs>): DynamoDBUpdateItemRequest {
  if (ctx.stash.answer) runtime.earlyReturn(ctx.stash.answer);
  const row: MessageGroupItem = ctx.stash.row;
  const { upTo } = ctx.args;
  return updateRow(
    callerUuid(ctx),
    ctx.args.messageGroupUuid,
    {
      expression: 'SET unreadCount = unreadCount - :read, readUpTo = :upTo',
      values: { ':read': ctx.stash.read, ':upTo': upTo },
    },
    countIsRight(row),
  );
}

export function response(ctx: Context): ReadMarker {
  failOnRowError(ctx.error);
  if (ctx.error) {
    conflict('This conversation changed at the same time. Try again.');
  }
  return toReadMarker(ctx.result, callerUuid(ctx));
}
