import { type Context, type DynamoDBQueryRequest, util } from '@aws-appsync/utils';
import type { QueryMessagesArgs } from '../../../generated/schema.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { messagePartition } from '../../lib/keys.js';
import { pageLimit } from '../../lib/paging.js';

/** Pattern A: lists the messages of a conversation, newest first. */
export function request(ctx: Context<QueryMessagesArgs>): DynamoDBQueryRequest {
  const groupUuid = ctx.args.messageGroupUuid;
  checkMember(groupUuid, callerUuid(ctx));
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :pk',
      expressionValues: util.dynamodb.toMapValues({ ':pk': messagePartition(groupUuid) }),
    },
    scanIndexForward: false,
    limit: pageLimit(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? undefined,
  };
}

export { messagePage as response } from '../../lib/messagePage.js';
