import { type Context, type DynamoDBBatchGetItemRequest, util } from '@aws-appsync/utils';
import { fail, failOnError } from './errors.js';
import type { ItemKey } from './keys.js';

/** Reads up to 100 items of the table in one request. Eventually consistent unless `consistentRead`. */
export const batchGet = (
  ctx: Context,
  keys: ItemKey[],
  consistentRead = false,
): DynamoDBBatchGetItemRequest => ({
  operation: 'BatchGetItem',
  tables: {
    [ctx.env.TABLE_NAME!]: {
      keys: keys.map((key) => util.dynamodb.toMapValues(key)),
      consistentRead,
    },
  },
});

/**
 * The items that `batchGet` asked for, in its order; null where there is none, undefined where it was not
 * asked for. Ends the request when the table gave only some of them. Errors: `Unavailable`.
 */
export function batchItems<Items extends unknown[]>(
  ctx: Context,
): { [At in keyof Items]: Items[At] | null | undefined } {
  const table = ctx.env.TABLE_NAME!;
  failOnError(ctx.error);
  if (ctx.result.unprocessedKeys[table].length > 0) {
    fail('Unavailable', 'The table did not answer; nothing was changed. Try again.');
  }
  return ctx.result.data[table];
}
