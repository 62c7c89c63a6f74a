import { type Context, type DynamoDBQueryRequest, util } from '@aws-appsync/utils';
import type { QueryChangesAfterArgs } from '../../../generated/schema.js';
import { readChain } from '../../lib/changeLog.js';
import { fail, failOnError } from '../../lib/errors.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import { changePartition } from '../../lib/keys.js';
import { checkMessageUuid } from '../../lib/messageUuid.js';
import { pageLimit } from '../../lib/paging.js';

/** Reads the changes after a given one, and the head of the log, which sorts last. */
export function request(ctx: Context<QueryChangesAfterArgs>): DynamoDBQueryRequest {
  const { messageGroupUuid, after, limit } = ctx.args;
  checkMember(messageGroupUuid, callerUuid(ctx));
  if (isGiven(after)) checkMessageUuid('after', after);
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :pk AND sk > :after',
      expressionValues: util.dynamodb.toMapValues({
        ':pk': changePartition(messageGroupUuid),
        ':after': after ?? '0',
      }),
    },
    scanIndexForward: true,
    consistentRead: true,
    limit: pageLimit(limit) + 1,
  };
}

export function response(ctx: Context<QueryChangesAfterArgs>): Record<string, never> {
  failOnError(ctx.error);
  const chain = readChain(ctx.result.items, ctx.args.after, pageLimit(ctx.args.limit));
  if (chain.isExpired) {
    fail('ChangesExpired', 'The changes after this one are no longer kept. Read the pages again.');
  }
  ctx.stash.chain = chain;
  return {};
}
