import { type Context, type DynamoDBUpdateItemRequest, util } from '@aws-appsync/utils';
import type { MutationMarkMessageGroupReadArgs } from '../../generated/schema.js';
import { fail } from '../lib/errors.js';
import { callerUuid } from '../lib/ids.js';
import { toMessageGroup } from '../lib/items.js';
import { messageGroupKey } from '../lib/keys.js';

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
        'lastMessageUuid = :upTo AND (attribute_not_exists(readUpTo) OR readUpTo < :upTo)',
      expressionValues: util.dynamodb.toMapValues({ ':upTo': upTo }),
    },
  };
}

/** On a failed condition AppSync reads the row back into `ctx.result`. */
export function response(ctx: Context<MutationMarkMessageGroupReadArgs>): unknown {
  const row = ctx.result;
  if (!ctx.error || (row && row.readUpTo === ctx.args.upTo)) {
    ctx.stash.answer = toMessageGroup(row, callerUuid(ctx));
    return ctx.stash.answer;
  }
  if (ctx.error.type !== 'DynamoDB:ConditionalCheckFailedException') {
    fail('Unavailable', 'The table did not answer; nothing was changed. Try again.');
  }
  if (!row) fail('MessageGroupNotFound', 'This conversation does not exist yet');
  ctx.stash.row = row;
  return {};
}
