import { type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { QueryUserArgs, User } from '../../../generated/schema.js';
import { handleOf } from '../../lib/handleArgument.js';
import { isLive } from '../../lib/claim.js';
import { failOnError } from '../../lib/errors.js';
import { type ClaimItem, toUser } from '../../lib/items.js';
import { handleKey } from '../../lib/keys.js';

/** Reads the person who has a handle. */
export function request(ctx: Context<QueryUserArgs>): DynamoDBGetItemRequest {
  return get({
    key: handleKey(handleOf(ctx.args.handle)), // A cache would keep for minutes what an eventually consistent read missed.

    consistentRead: true,
  });
}

/** Null for a handle that only looks like the claimed one, and for one that was given up. */
export function response(ctx: Context<QueryUserArgs>): User | null {
  failOnError(ctx.error);
  const claim: ClaimItem | null = ctx.result;
  if (!claim || claim.handle !== handleOf(ctx.args.handle) || !isLive(claim)) return null;
  return toUser(claim);
}
