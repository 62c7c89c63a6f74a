import { type Context, type DynamoDBGetItemRequest, runtime } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { Message } from '../../../generated/schema.js';
import { conflict, fail, failOnError } from '../../lib/errors.js';
import { isGiven } from '../../lib/isGiven.js';
import { type MessageItem, toMessage } from '../../lib/items.js';
import { messageKey } from '../../lib/keys.js';
import { isPast } from '../../lib/retention.js';
import { type Send, sentMessage, withRecipient } from '../../lib/send.js';

/** Returns the message that was sent. For a repeated send, returns the message that the first send with this token stored. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  const send: Send = ctx.stash.send;
  if (ctx.stash.sentUuid) runtime.earlyReturn(sentMessage(send, ctx.stash.sentUuid));
  if (!ctx.stash.firstSentUuid) {
    conflict('Others wrote at the same time. Try again with the same clientToken.');
  }
  return get({ key: messageKey(send.groupUuid, ctx.stash.firstSentUuid), consistentRead: true });
}

export function response(ctx: Context): Message {
  failOnError(ctx.error);
  const send: Send = ctx.stash.send;
  const found: MessageItem | null = ctx.result;
  // DynamoDB may delete a token later than its message.
  if (!found || isPast(ctx.env, found.sk)) {
    fail('MessageNotFound', 'The message of this clientToken was sent, and is no longer kept');
  }
  const first = found!;
  // What was changed or unsent since cannot be compared any more.
  if (!isGiven(first.changeUuid) && first.message !== send.message) {
    fail('ClientTokenReused', 'This clientToken was sent with another message', {
      uuid: ctx.stash.firstSentUuid,
    });
  }
  return withRecipient(toMessage(first, send.groupUuid), send);
}
