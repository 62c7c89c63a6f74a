import { type Context, extensions, type NONERequest } from '@aws-appsync/utils';
import { callerUuid } from '../../lib/ids.js';
import { invalidateWithSessions } from '../../lib/sessions.js';

export function request(): NONERequest {
  return { payload: {} };
}

/** Delivers only the caller's own read markers. */
export function response(ctx: Context): null {
  extensions.setSubscriptionFilter({
    filterGroup: [{ filters: [{ fieldName: 'userUuid', operator: 'eq', value: callerUuid(ctx) }] }],
  });
  invalidateWithSessions(callerUuid(ctx));
  return null;
}
