import { type Context, type DynamoDBUpdateItemRequest, runtime } from '@aws-appsync/utils';
import type { MessageGroup, MutationMarkMessageGroupReadArgs } from '../../../generated/schema.js';
import { fail } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { toMessageGroup } from '../../lib/items.js';
import { failOnRowError } from '../../lib/rowError.js';
import { updateRow } from '../../lib/rowUpdate.js';

/** Subtracts the counted messages, so a message that arrives at the same time still counts as unread. */
export function request(ctx: Context<MutationMarkMessageGroupReadArgs>): DynamoDBUpdateItemRequest {
  if (ctx.stash.answer) runtime.earlyReturn(ctx.stash.answer);
  const seen: string | undefined = ctx.stash.row.readUpTo;
  const { upTo } = ctx.args;
  return updateRow(
    callerUuid(ctx),
    ctx.args.messageGroupUuid,
    {
      expression: 'SET unreadCount = unreadCount - :read, readUpTo = :upTo',
      values: { ':read': ctx.stash.read, ':upTo': upTo },
    },
    // The count is correct only if the marker has not moved since it was read.
    seen
      ? {
          expression: 'attribute_not_exists(blocked) AND readUpTo = :seen',
          values: { ':seen': seen },
        }
      : { expression: 'attribute_not_exists(blocked) AND attribute_not_exists(readUpTo)' },
  );
}

export function response(ctx: Context): MessageGroup {
  failOnRowError(ctx.error);
  if (ctx.error) {
    fail('Conflict', 'Another device moved the read marker at the same time. Try again.', {
      retryable: true,
    });
  }
  return toMessageGroup(ctx.result, callerUuid(ctx));
}
