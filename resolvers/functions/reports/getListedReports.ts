import { type Context, type DynamoDBBatchGetItemRequest, runtime, util } from '@aws-appsync/utils';
import type { ReportCaseConnection } from '../../../generated/schema.js';
import { fail, failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import type { ItemKey } from '../../lib/keys.js';
import { type CaseItem, toReportCase } from '../../lib/reportItems.js';

/** The listed cases themselves. */
export function request(ctx: Context): DynamoDBBatchGetItemRequest {
  const keys: ItemKey[] = ctx.stash.keys;
  if (keys.length === 0) runtime.earlyReturn({ items: [], nextToken: ctx.stash.nextToken });
  return {
    operation: 'BatchGetItem',
    tables: {
      [ctx.env.TABLE_NAME!]: {
        keys: keys.map((key) => util.dynamodb.toMapValues(key)),
        consistentRead: true,
      },
    },
  };
}

/**
 * The index is a little behind the table: a case that has left the queue meanwhile is left out. So is
 * one about the caller: the reported person must not learn of it, also when they are a moderator.
 */
export function response(ctx: Context): ReportCaseConnection {
  failOnError(ctx.error);
  if (ctx.result.unprocessedKeys[ctx.env.TABLE_NAME!].length > 0) {
    fail('Unavailable', 'The table did not answer; nothing was changed. Try again.');
  }
  const found: (CaseItem | null)[] = ctx.result.data[ctx.env.TABLE_NAME!];
  const cases = found.filter((item) => item?.folder === ctx.stash.folder) as CaseItem[];
  return {
    items: cases
      .map((item) => toReportCase(item))
      .filter(({ reportedUserUuid }) => reportedUserUuid !== callerUuid(ctx)),
    nextToken: ctx.stash.nextToken,
  };
}
