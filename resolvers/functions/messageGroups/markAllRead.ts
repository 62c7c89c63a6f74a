import { type Context, type DynamoDBUpdateItemRequest, util } from '@aws-appsync/utils';
import type { MutationMarkMessageGroupReadArgs } from '../../../generated/schema.js';
import { callerUuid } from '../../lib/ids.js';
import { toMessageGroup } from '../../lib/items.js';
import { messageGroupKey } from '../../lib/keys.js';
import { failOnMarkerError } from '../../lib/markerError.js';

/** The usual case, in one request: all is read, for `upTo` is the conversation's newest message. */
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
 * On a failed condition AppSync reads the row back into `ctx.result` (AppSync developer guide,
 * condition expressions); one report has no row there (aws-appsync-community issue 343), so the
 * next function reads it where it is missing.
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
