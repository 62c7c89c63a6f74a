import { type Context, type DynamoDBBatchGetItemRequest, runtime } from '@aws-appsync/utils';
import type { ReportCaseConnection } from '../../../generated/schema.js';
import { batchGet, batchItems } from '../../lib/batchGet.js';
import { callerUuid } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import type { ItemKey } from '../../lib/keys.js';
import { type CaseItem, toReportCase } from '../../lib/reportItems.js';

/** The listed cases themselves. */
export function request(ctx: Context): DynamoDBBatchGetItemRequest {
  const keys: ItemKey[] = ctx.stash.keys;
  if (keys.length === 0) runtime.earlyReturn({ items: [], nextToken: ctx.stash.nextToken });
  return batchGet(ctx, keys, true);
}

/**
 * The index is a little behind the table: a case that has left the queue meanwhile is left out. So is
 * one about the caller: the reported person must not learn of it, also when they are a moderator.
 */
export function response(ctx: Context): ReportCaseConnection {
  return {
    items: batchItems<CaseItem[]>(ctx)
      .filter((item) => isGiven(item))
      .filter(({ folder }) => folder === ctx.stash.folder)
      .map((item) => toReportCase(item))
      .filter(({ reportedUserUuid }) => reportedUserUuid !== callerUuid(ctx)),
    nextToken: ctx.stash.nextToken,
  };
}
