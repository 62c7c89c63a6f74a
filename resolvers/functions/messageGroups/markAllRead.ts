import type { Context, DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import type { MutationMarkMessageGroupReadArgs } from '../../../generated/schema.js';
import { callerUuid } from '../../lib/ids.js';
import { toReadMarker } from '../../lib/readMarker.js';
import { failOnRowError } from '../../lib/rowError.js';
import { updateRow } from '../../lib/expression.js';

/**
 * The usual case, in one request: `upTo` is the newest message, so everything is read. No marker moves
 * while the caller blocks the other person; the row is then answered as it is.
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
 * After a failed condition AppSync returns the row in `ctx.result` (AppSync developer guide, condition
 * expressions). One report shows no row there (aws-appsync-community issue 343), so the next function
 * reads the row when it is missing.
 */
export function response(ctx: Context<MutationMarkMessageGroupReadArgs>): unknown {
  if (!ctx.error) {
    ctx.stash.answer = toReadMarker(ctx.result, callerUuid(ctx));
    return ctx.stash.answer;
  }
  failOnRowError(ctx.error);
  ctx.stash.row = ctx.result;
  return {};
}
