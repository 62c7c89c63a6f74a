import { type Context, type DynamoDBQueryRequest, runtime, util } from '@aws-appsync/utils';
import type { MessageGroup, ReadMarker } from '../../../generated/schema.js';
import { fail, failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import {
  hasConversation,
  type MessageGroupItem,
  type MessageItem,
  toMessageGroup,
} from '../../lib/items.js';
import { isGiven } from '../../lib/isGiven.js';
import { messagePartition } from '../../lib/keys.js';
import { toReadMarker } from '../../lib/readMarker.js';
import { isPast } from '../../lib/retention.js';
import { limits } from '../../limits.js';

const { maxStep } = limits.readMarker;

/**
 * There are newer messages than `upTo`, so this function counts the messages between the old and the
 * new marker. No message can still be inserted there, because ids rise in commit order.
 */
export function request(ctx: Context): DynamoDBQueryRequest {
  const { groupUuid, upTo } = ctx.stash;
  if (!ctx.stash.answer) answerAsItIs(ctx);
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
    // One more than the maximum: the range includes the old marker. A full page has a nextToken even if nothing follows.
    limit: maxStep + 1,
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
    ctx.stash.answer = answerOf(ctx);
  } else if (items[items.length - 1]!.sk > seen && ctx.result.nextToken) {
    fail('InvalidReadMarker', `Mark at most ${maxStep} messages at once, or the newest one`, {
      max: maxStep,
    });
  }
  // One that was unsent while it was unread is not counted any more.
  ctx.stash.read = items.filter(
    (item) => item.sk > seen && item.userUuid !== me && !isGiven(item.deletedAt),
  ).length;
  return ctx.stash.answer ?? {};
}

/** No marker moves while the caller blocks the other person, and none to a message that is past. */
function answerAsItIs(ctx: Context): void {
  const row: MessageGroupItem = ctx.stash.row;
  if (!hasConversation(row)) {
    fail('MessageGroupNotFound', 'This conversation does not exist yet');
  }
  if (row.blocked || isPast(ctx.env, ctx.stash.upTo)) ctx.stash.answer = answerOf(ctx);
}

/** The row as it is: of `updateMessageGroup` the conversation, of `markMessageGroupRead` its marker. */
const answerOf = (ctx: Context): MessageGroup | ReadMarker =>
  ctx.stash.clears
    ? toMessageGroup(ctx, ctx.stash.row)
    : toReadMarker(ctx.stash.row, callerUuid(ctx));
