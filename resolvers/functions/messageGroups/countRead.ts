import { type Context, type DynamoDBQueryRequest, runtime, util } from '@aws-appsync/utils';
import { fail, failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import {
  hasConversation,
  type MessageGroupItem,
  type MessageItem,
  toMessageGroup,
} from '../../lib/items.js';
import { messagePartition } from '../../lib/keys.js';

/**
 * How many messages one marker may step over. A Query ends at 1 MB, and the longest messages are 4 KB.
 */
const MAX_STEP = 200;

/**
 * Newer messages have come after `upTo`: count what lies between the old marker and the new one. No
 * message can come in between any more, for ids rise in commit order.
 */
export function request(ctx: Context): DynamoDBQueryRequest {
  const { groupUuid, upTo } = ctx.stash;
  if (!ctx.stash.answer) answerBlocked(ctx);
  if (ctx.stash.answer) runtime.earlyReturn(ctx.stash.answer);
  const seen: string = ctx.stash.row.readUpTo ?? '0';
  // What is cleared may be read already: then nothing is to be counted.
  if (ctx.stash.clears && seen >= upTo) runtime.earlyReturn({});
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :pk AND sk BETWEEN :from AND :upTo',
      expressionValues: util.dynamodb.toMapValues({
        ':pk': messagePartition(groupUuid),
        ':from': seen < upTo ? seen : upTo,
        ':upTo': upTo,
      }),
    },
    scanIndexForward: false,
    consistentRead: true,
    // The old marker is in the range, too; and a full page has a nextToken whether or not more follows.
    limit: MAX_STEP + 1,
  };
}

export function response(ctx: Context): unknown {
  failOnError(ctx.error);
  const me = callerUuid(ctx);
  const items: MessageItem[] = ctx.result.items;
  const seen: string = ctx.stash.row.readUpTo ?? '0';
  if (items[0]?.sk !== ctx.stash.upTo) {
    fail('InvalidReadMarker', 'upTo is not a message of this conversation');
  }
  if (seen >= ctx.stash.upTo) {
    ctx.stash.answer = toMessageGroup(ctx.stash.row, me);
  } else if (items[items.length - 1]!.sk > seen && ctx.result.nextToken) {
    fail('InvalidReadMarker', `Mark at most ${MAX_STEP} messages at once, or the newest one`, {
      max: MAX_STEP,
    });
  }
  ctx.stash.read = items.filter((item) => item.sk > seen && item.userUuid !== me).length;
  return ctx.stash.answer ?? {};
}

/** No marker moves while the caller blocks the other person. */
function answerBlocked(ctx: Context): void {
  const row: MessageGroupItem = ctx.stash.row;
  if (!hasConversation(row)) {
    fail('MessageGroupNotFound', 'This conversation does not exist yet');
  }
  if (row.blocked) ctx.stash.answer = toMessageGroup(row, callerUuid(ctx));
}
