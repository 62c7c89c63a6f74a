import type { Context, NONERequest } from '@aws-appsync/utils';
import { callerUuid } from '../../lib/ids.js';
import { deliver } from '../../lib/sessions.js';

export function request(): NONERequest {
  return { payload: {} };
}

/** The caller's own rows only, from any of their devices: the other person learns nothing of them. */
export function response(ctx: Context): null {
  const userUuid = callerUuid(ctx);
  return deliver(userUuid, { userUuid });
}
