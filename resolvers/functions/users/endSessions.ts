import type { Context, NONERequest } from '@aws-appsync/utils';
import { callerUuid } from '../../lib/ids.js';
import { endSessionsOf } from '../../lib/sessions.js';

export function request(): NONERequest {
  return { payload: {} };
}

/** Ends the live subscriptions of the caller on all devices. */
export function response(ctx: Context): boolean {
  endSessionsOf(callerUuid(ctx));
  return true;
}
