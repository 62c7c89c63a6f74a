import { type Context, type DynamoDBQueryRequest, util } from '@aws-appsync/utils';
import type { QueryReportsArgs } from '../../../generated/schema.js';
import { failOnError } from '../../lib/errors.js';
import { queues } from '../../lib/keys.js';
import { checkModerator } from '../../lib/moderator.js';
import { pageLimit } from '../../lib/paging.js';
import { table } from '../../table.js';

/** The queue of a state, by the index, the oldest report first. The index has the keys alone. */
export function request(ctx: Context<QueryReportsArgs>): DynamoDBQueryRequest {
  checkModerator(ctx);
  ctx.stash.folder = ctx.args.state === 'OPEN' ? queues.openReports : queues.decidedReports;
  return {
    operation: 'Query',
    index: table.index.name,
    query: {
      expression: 'folder = :folder',
      expressionValues: util.dynamodb.toMapValues({ ':folder': ctx.stash.folder }),
    },
    scanIndexForward: true,
    limit: pageLimit(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? undefined,
  };
}

export function response(ctx: Context<QueryReportsArgs>): Record<string, never> {
  failOnError(ctx.error, ctx.args.nextToken);
  ctx.stash.keys = ctx.result.items.map(({ pk, sk }: { pk: string; sk: string }) => ({ pk, sk }));
  ctx.stash.nextToken = ctx.result.nextToken;
  return {};
}
