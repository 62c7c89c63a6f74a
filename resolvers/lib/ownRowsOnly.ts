import { type Context, extensions } from '@aws-appsync/utils';
import { callerUuid } from './ids.js';
import { invalidateWithSessions } from './sessions.js';

/** The response of subscriptions to the caller's own rows, from any of their devices. */
export function ownRowsOnly(ctx: Context): null {
  extensions.setSubscriptionFilter({
    filterGroup: [{ filters: [{ fieldName: 'userUuid', operator: 'eq', value: callerUuid(ctx) }] }],
  });
  invalidateWithSessions(callerUuid(ctx));
  return null;
}
