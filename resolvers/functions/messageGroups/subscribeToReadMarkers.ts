import { type Context, extensions, type NONERequest } from '@aws-appsync/utils';
import { callerUuid } from '../../lib/ids.js';

export function request(): NONERequest {
  return { payload: {} };
}

/** The caller's own rows only. */
export function response(ctx: Context): null {
  extensions.setSubscriptionFilter({
    filterGroup: [{ filters: [{ fieldName: 'userUuid', operator: 'eq', value: callerUuid(ctx) }] }],
  });
  return null;
}
