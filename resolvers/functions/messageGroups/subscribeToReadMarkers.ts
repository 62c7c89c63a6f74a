import { type Context, type DynamoDBGetItemRequest, extensions, util } from '@aws-appsync/utils';
import { failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import type { ProfileItem } from '../../lib/items.js';
import { profileKey } from '../../lib/keys.js';
import { invalidateWithSessions } from '../../lib/sessions.js';

/** Who does not show how far they have read, does not see it of others: the profile says. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues(profileKey(callerUuid(ctx))),
    consistentRead: true,
  };
}

export function response(ctx: Context): null {
  failOnError(ctx.error);
  const profile: ProfileItem | null = ctx.result;
  const me = callerUuid(ctx);
  const mine = (fieldName: string) => ({
    filters: [{ fieldName, operator: 'eq' as const, value: me }],
  });
  extensions.setSubscriptionFilter({
    filterGroup:
      profile?.showsReadReceipts === false
        ? [mine('userUuid')]
        : [mine('userUuid'), mine('recipientUuid')],
  });
  invalidateWithSessions(me);
  return null;
}
