import type { Context } from '@aws-appsync/utils';
import type { MessageConnection, QueryMessagesArgs } from '../../generated/schema.js';
import { failOnError } from './errors.js';
import { toMessage } from './items.js';
import { keptOf } from './retention.js';

/** The response of both lists of messages: what is past is left out. */
export function messagePage(ctx: Context<QueryMessagesArgs>): MessageConnection {
  failOnError(ctx.error, ctx.args.nextToken);
  return {
    items: keptOf(ctx.env, ctx.result.items).map((item) =>
      toMessage(item, ctx.args.messageGroupUuid),
    ),
    nextToken: ctx.result.nextToken,
  };
}
