import { type Context, type DynamoDBGetItemRequest, runtime } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { failOnError } from '../../lib/errors.js';
import { evidenceKey, reportUuidOf } from '../../lib/keys.js';

/** Steps aside where there is no case. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  if (!ctx.stash.found) runtime.earlyReturn({});
  return get({ key: evidenceKey(reportUuidOf(ctx.stash.found)) });
}

export function response(ctx: Context): Record<string, never> {
  failOnError(ctx.error);
  ctx.stash.evidence = ctx.result;
  return {};
}
