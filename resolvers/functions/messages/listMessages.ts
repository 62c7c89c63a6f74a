import { type Context, type DynamoDBQueryRequest, util } from '@aws-appsync/utils';
import type { MessageConnection, QueryMessagesArgs } from '../../../generated/schema.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import { messagePartition } from '../../lib/keys.js';
import { messagePage } from '../../lib/messagePage.js';
import { checkMessageUuid } from '../../lib/messageUuid.js';
import { pageLimit } from '../../lib/paging.js';

/**
 * Pattern A: lists the messages of a conversation, newest first; only those after `after`, if given. What
 * is past is no bound of the Query: DynamoDB refuses a `nextToken` outside the bounds, and what is past
 * moves on.
 */
export function request(ctx: Context<QueryMessagesArgs>): DynamoDBQueryRequest {
  const groupUuid = ctx.args.messageGroupUuid;
  const after = ctx.args.after;
  checkMember(groupUuid, callerUuid(ctx));
  if (isGiven(after)) checkMessageUuid('after', after);
  const partition = { ':pk': messagePartition(groupUuid) };
  return {
    operation: 'Query',
    query: {
      expression: isGiven(after) ? 'pk = :pk AND sk > :after' : 'pk = :pk',
      expressionValues: util.dynamodb.toMapValues(
        isGiven(after) ? { ...partition, ':after': after } : partition,
      ),
    },
    scanIndexForward: false,
    limit: pageLimit(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? undefined,
  };
}

/** Behind the first message that is past, every message is. */
export function response(ctx: Context<QueryMessagesArgs>): MessageConnection {
  const page = messagePage(ctx);
  const reachesPast = page.items.length < ctx.result.items.length;
  return reachesPast ? { ...page, nextToken: null } : page;
}
