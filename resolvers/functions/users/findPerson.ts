import { type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { MutationBlockUserArgs } from '../../../generated/schema.js';
import type { Block } from '../../lib/block.js';
import { fail, failOnError } from '../../lib/errors.js';
import { profileKey } from '../../lib/keys.js';

/** The person to block: the answer has their names. */
export function request(ctx: Context<MutationBlockUserArgs>): DynamoDBGetItemRequest {
  return get({ key: profileKey(ctx.args.uuid) });
}

export function response(ctx: Context): Record<string, never> {
  failOnError(ctx.error);
  if (!ctx.result || ctx.result.deletedAt) fail('RecipientNotFound', 'There is no such person');
  const block: Block = ctx.stash.block;
  block.person.handle = ctx.result.handle;
  block.person.displayName = ctx.result.displayName;
  return {};
}
