import { type Context, type DynamoDBGetItemRequest, runtime } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { MutationUpdateSettingsArgs } from '../../../generated/schema.js';
import { fail, failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import { profileKey } from '../../lib/keys.js';

/** The caller's handle, whose claim says whether they can be found. Steps aside for other settings. */
export function request(ctx: Context<MutationUpdateSettingsArgs>): DynamoDBGetItemRequest {
  if (!isGiven(ctx.args.input.isDiscoverable)) runtime.earlyReturn({});
  return get({ key: profileKey(callerUuid(ctx)), consistentRead: true });
}

export function response(ctx: Context<MutationUpdateSettingsArgs>): Record<string, never> {
  failOnError(ctx.error);
  if (!ctx.result) fail('ProfileNotFound', 'Your account has no profile yet');
  ctx.stash.handle = ctx.result.handle;
  return {};
}
