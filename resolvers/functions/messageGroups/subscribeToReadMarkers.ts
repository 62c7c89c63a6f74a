import type { Context, DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import type { ProfileItem } from '../../lib/items.js';
import { profileKey } from '../../lib/keys.js';
import { deliver } from '../../lib/sessions.js';

/** Who does not show how far they have read, does not see it of others: the profile says. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  return get({ key: profileKey(callerUuid(ctx)), consistentRead: true });
}

export function response(ctx: Context): null {
  failOnError(ctx.error);
  const profile: ProfileItem | null = ctx.result;
  const me = callerUuid(ctx);
  return profile?.showsReadReceipts === false
    ? deliver(me, { userUuid: me })
    : deliver(me, { userUuid: me }, { recipientUuid: me });
}
