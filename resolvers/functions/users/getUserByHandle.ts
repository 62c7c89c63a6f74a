import { type Context, type DynamoDBGetItemRequest, util } from '@aws-appsync/utils';
import type { QueryUserArgs } from '../../../generated/schema.js';
import { handleOf } from '../../lib/handleArgument.js';
import { handleKey } from '../../lib/keys.js';

/** Reads the person who has a handle. */
export function request(ctx: Context<QueryUserArgs>): DynamoDBGetItemRequest {
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues(handleKey(handleOf(ctx.args.handle))),
  };
}

export { userOrNull as response } from '../../lib/userOrNull.js';
