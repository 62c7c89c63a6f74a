import { type Context, type DynamoDBQueryRequest, util } from '@aws-appsync/utils';
import type { QuerySearchUsersArgs, User } from '../../../generated/schema.js';
import { skeletonOf } from '../../handles.js';
import { isLive } from '../../lib/claim.js';
import { fail, failOnError } from '../../lib/errors.js';
import { type ClaimItem, toUser } from '../../lib/items.js';
import { handleKey } from '../../lib/keys.js';
import { limits } from '../../limits.js';

const { minLength, defaultSize, maxSize } = limits.search;

/** The prefix in its stored form. Errors: `InvalidHandle`. */
function prefixOf(argument: string): string {
  const written = argument.startsWith('@') ? argument.slice(1) : argument;
  const prefix = written.toLowerCase();
  const isPrefix = util.matches(`^[a-z0-9_.]{${minLength},${limits.handle.maxLength}}\\z`, prefix);
  if (!isPrefix || skeletonOf(prefix).length < minLength) {
    fail('InvalidHandle', `Give at least ${minLength} letters or digits of the handle`);
  }
  return prefix;
}

/**
 * One Query of the claims. A character at a time becomes its skeleton, so the skeleton of a beginning is
 * the beginning of a skeleton; what only looks like it is left out of the answer.
 */
export function request(ctx: Context<QuerySearchUsersArgs>): DynamoDBQueryRequest {
  const limit = ctx.args.limit ?? defaultSize;
  if (limit < 1 || limit > maxSize) {
    fail('InvalidLimit', `limit is ${limit}; it must be 1 to ${maxSize}`, { min: 1, max: maxSize });
  }
  const { pk, sk } = handleKey(prefixOf(ctx.args.prefix));
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :pk AND begins_with(sk, :prefix)',
      expressionValues: util.dynamodb.toMapValues({ ':pk': pk, ':prefix': sk }),
    },
    limit: maxSize,
  };
}

export function response(ctx: Context<QuerySearchUsersArgs>): User[] {
  failOnError(ctx.error);
  const prefix = prefixOf(ctx.args.prefix);
  const claims: ClaimItem[] = ctx.result.items;
  return claims
    .filter((claim) => claim.handle.startsWith(prefix) && isLive(claim) && !claim.isHidden)
    .slice(0, ctx.args.limit ?? defaultSize)
    .map((claim) => toUser(claim));
}
