import { type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { fail, failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import type { ProfileItem } from '../../lib/items.js';
import { profileKey } from '../../lib/keys.js';
import type { ProfileChange } from '../../lib/profileChange.js';

/** The caller's profile as it is now: which handle is to be given up. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  return get({ key: profileKey(callerUuid(ctx)), consistentRead: true });
}

export function response(ctx: Context): Record<string, never> {
  failOnError(ctx.error);
  const profile: ProfileItem | null = ctx.result;
  if (!profile || profile.deletedAt) fail('ProfileNotFound', 'Your account has no profile yet');
  const change: ProfileChange = ctx.stash.profileChange;
  change.profile = profile!;
  return {};
}
