import { type Context, type DynamoDBQueryRequest, util } from '@aws-appsync/utils';
import type { QueryMessagesAfterArgs } from '../../../generated/schema.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import { messagePartition } from '../../lib/keys.js';
import { checkMessageUuid } from '../../lib/messageUuid.js';
import { pageLimit } from '../../lib/paging.js';
import { keptAfter } from '../../lib/retention.js';

/** Lists the messages that were committed after a given one, oldest first. Strongly consistent. */
export function request(ctx: Context<QueryMessagesAfterArgs>): DynamoDBQueryRequest {
  const groupUuid = ctx.args.messageGroupUuid;
  const after = ctx.args.after;
  checkMember(groupUuid, callerUuid(ctx));
  if (isGiven(after)) checkMessageUuid('after', after);
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :pk AND sk > :after',
      expressionValues: util.dynamodb.toMapValues({
        ':pk': messagePartition(groupUuid),
        ':after': startOf(ctx),
      }),
    },
    scanIndexForward: true,
    consistentRead: true,
    limit: pageLimit(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? undefined,
  };
}

/**
 * Past messages that are still stored are stepped over. Not with a `nextToken`: it may be past by now
 * itself, and DynamoDB refuses one outside the bounds of the Query.
 */
function startOf(ctx: Context<QueryMessagesAfterArgs>): string {
  const { nextToken } = ctx.args;
  const after = ctx.args.after ?? '0';
  const from = keptAfter(ctx.env);
  return isGiven(nextToken) || after > from ? after : from;
}

export { messagePage as response } from '../../lib/messagePage.js';
