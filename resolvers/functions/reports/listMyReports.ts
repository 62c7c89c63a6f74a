import { type Context, type DynamoDBQueryRequest, util } from '@aws-appsync/utils';
import type { QueryMyReportsArgs, ReportConnection } from '../../../generated/schema.js';
import { failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { reportPartition } from '../../lib/keys.js';
import { pageLimit } from '../../lib/paging.js';
import { type CaseItem, toReport } from '../../lib/reportItems.js';

/** The caller's reports, the one about the newest message first. */
export function request(ctx: Context<QueryMyReportsArgs>): DynamoDBQueryRequest {
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :pk',
      expressionValues: util.dynamodb.toMapValues({ ':pk': reportPartition(callerUuid(ctx)) }),
    },
    scanIndexForward: false,
    limit: pageLimit(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? undefined,
  };
}

export function response(ctx: Context<QueryMyReportsArgs>): ReportConnection {
  failOnError(ctx.error, ctx.args.nextToken);
  const items: CaseItem[] = ctx.result.items;
  return {
    items: items.map((item) => toReport(item, ctx.env.CONTACT)),
    nextToken: ctx.result.nextToken,
  };
}
