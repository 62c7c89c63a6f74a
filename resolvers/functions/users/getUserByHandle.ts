import { type Context, type DynamoDBGetItemRequest, util } from '@aws-appsync/utils';
import type { QueryUserArgs, User } from '../../../generated/schema.js';
import { handleOf } from '../../lib/handleArgument.js';
import { handleKey } from '../../lib/keys.js';
import { userOrNull } from '../../lib/userOrNull.js';

/** Reads the person who has a handle. */
export function request(ctx: Context<QueryUserArgs>): DynamoDBGetItemRequest {
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues(handleKey(handleOf(ctx.args.handle))),
  };
}

/** Null for a handle that only looks like the claimed one. */
export function response(ctx: Context<QueryUserArgs>): User | null {
  const user = userOrNull(ctx);
  return user?.handle === handleOf(ctx.args.handle) ? user : null;
}
