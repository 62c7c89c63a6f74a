import { type Context, type DynamoDBGetItemRequest, runtime, util } from '@aws-appsync/utils';
import { failOnError } from '../../lib/errors.js';
import { profileKey } from '../../lib/keys.js';

/** Of the reported person's profile, whether they are suspended; nothing else. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  if (!ctx.stash.found) runtime.earlyReturn({});
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues(profileKey(ctx.stash.reportedUserUuid)),
    consistentRead: true,
    projection: { expression: 'suspendedUntil' },
  };
}

export function response(ctx: Context): Record<string, never> {
  failOnError(ctx.error);
  ctx.stash.suspendedUntil = ctx.result?.suspendedUntil;
  return {};
}
