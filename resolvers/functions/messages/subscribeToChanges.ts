import { type Context, extensions, type NONERequest } from '@aws-appsync/utils';
import { callerUuid } from '../../lib/ids.js';
import { invalidateWithSessions } from '../../lib/sessions.js';

export function request(): NONERequest {
  return { payload: {} };
}

/** Delivers only changes of messages to or from the caller, who is known from the verified token. */
export function response(ctx: Context): null {
  const me = callerUuid(ctx);
  const mine = (fieldName: string) => ({
    filters: [{ fieldName, operator: 'eq' as const, value: me }],
  });
  extensions.setSubscriptionFilter({ filterGroup: [mine('recipientUuid'), mine('userUuid')] });
  invalidateWithSessions(me);
  return null;
}
