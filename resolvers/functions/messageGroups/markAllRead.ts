import { type Context, type DynamoDBUpdateItemRequest, util } from '@aws-appsync/utils';
import type { MutationMarkMessageGroupReadArgs } from '../../../generated/schema.js';
import { callerUuid } from '../../lib/ids.js';
import { toMessageGroup } from '../../lib/items.js';
import { messageGroupKey } from '../../lib/keys.js';
import { failOnMarkerError } from '../../lib/markerError.js';

/** The usual case, in one request: `upTo` is the newest message, so everything is read. */
export function request(ctx: Context<MutationMarkMessageGroupReadArgs>): DynamoDBUpdateItemRequest {
  const { messageGroupUuid, upTo } = ctx.args;
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(messageGroupKey(callerUuid(ctx), messageGroupUuid)),
    update: {
      expression: 'SET unreadCount = :zero, readUpTo = :upTo',
      expressionValues: util.dynamodb.toMapValues({ ':zero': 0, ':upTo': upTo }),
    },
    condition: {
      expression:
        'lastMessageUuid = :newest AND (attribute_not_exists(readUpTo) OR readUpTo < :newest)',
      expressionValues: util.dynamodb.toMapValues({ ':newest': upTo }),
    },
  };
}

/**
 * After a failed condition AppSync returns the row in `ctx.result` (AppSync developer guide, condition
 * expressions). One report shows no row there (aws-appsync-community issue 343), so the next function
 * reads the row when it is missing.
 */
export function response(ctx: Context<MutationMarkMessageGroupReadArgs>): unknown {
  if (!ctx.error) {
    ctx.stash.answer = toMessageGroup(ctx.result, callerUuid(ctx));
    return ctx.stash.answer;
  }
  failOnMarkerError(ctx.error);
  ctx.stash.row = ctx.result;
  return {};
}
