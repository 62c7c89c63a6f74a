import type { Context, NONERequest } from '@aws-appsync/utils';
import { callerUuid } from '../../lib/ids.js';
import { deliver } from '../../lib/sessions.js';

export function request(): NONERequest {
  return { payload: {} };
}

/** Delivers only changes of messages to or from the caller, who is known from the verified token. */
export function response(ctx: Context): null {
  const me = callerUuid(ctx);
  return deliver(me, { recipientUuid: me }, { userUuid: me });
}
