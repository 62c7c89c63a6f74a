import { type Context, type DynamoDBUpdateItemRequest, runtime, util } from '@aws-appsync/utils';
import type { MessageGroup, MutationMarkMessageGroupReadArgs } from '../../../generated/schema.js';
import { fail } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { toMessageGroup } from '../../lib/items.js';
import { messageGroupKey } from '../../lib/keys.js';
import { failOnMarkerError } from '../../lib/markerError.js';

/** Subtracts the counted messages, so a message that arrives at the same time still counts as unread. */
export function request(ctx: Context<MutationMarkMessageGroupReadArgs>): DynamoDBUpdateItemRequest {
  if (ctx.stash.answer) runtime.earlyReturn(ctx.stash.answer);
  const { messageGroupUuid, upTo } = ctx.args;
  const seen: string | undefined = ctx.stash.row.readUpTo;
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(messageGroupKey(callerUuid(ctx), messageGroupUuid)),
    update: {
      expression: 'SET unreadCount = unreadCount - :read, readUpTo = :upTo',
      expressionValues: util.dynamodb.toMapValues({ ':read': ctx.stash.read, ':upTo': upTo }),
    },
    // The count is correct only if the marker has not moved since it was read.
    condition: seen
      ? {
          expression: 'readUpTo = :seen',
          expressionValues: util.dynamodb.toMapValues({ ':seen': seen }),
        }
      : { expression: 'attribute_not_exists(readUpTo)' },
  };
}

export function response(ctx: Context): MessageGroup {
  failOnMarkerError(ctx.error);
  if (ctx.error) {
    fail('Conflict', 'Another device moved the read marker at the same time. Try again.', {
      retryable: true,
    });
  }
  return toMessageGroup(ctx.result, callerUuid(ctx));
}
