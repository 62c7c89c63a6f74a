import { type Context, type DynamoDBGetItemRequest, runtime, util } from '@aws-appsync/utils';
import { failOnError } from '../../lib/errors.js';
import { evidenceKey, reportUuidOf } from '../../lib/keys.js';

/** Steps aside where there is no case. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  if (!ctx.stash.found) runtime.earlyReturn({});
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues(evidenceKey(reportUuidOf(ctx.stash.found))),
  };
}

export function response(ctx: Context): Record<string, never> {
  failOnError(ctx.error);
  ctx.stash.evidence = ctx.result;
  return {};
}
