import type { Context } from '@aws-appsync/utils';
import type { MessageConnection, QueryMessagesArgs } from '../../generated/schema.js';
import { failOnError } from './errors.js';
import { type MessageItem, toMessage } from './items.js';

/** The response handler of both lists of messages. */
export function messagePage(ctx: Context<QueryMessagesArgs>): MessageConnection {
  failOnError(ctx.error, ctx.args.nextToken);
  const items: MessageItem[] = ctx.result.items;
  return {
    items: items.map((item) => toMessage(item, ctx.args.messageGroupUuid)),
    nextToken: ctx.result.nextToken,
  };
}
