import type { Context, NONERequest } from '@aws-appsync/utils';
import type { SubscriptionOnCreateMessageArgs } from '../../../generated/schema.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import { deliver } from '../../lib/sessions.js';

/** Denies with the API's own error type, because Amplify closes its whole socket on `Unauthorized`. */
export function request(ctx: Context<SubscriptionOnCreateMessageArgs>): NONERequest {
  const groupUuid = ctx.args.messageGroupUuid;
  if (isGiven(groupUuid)) checkMember(groupUuid, callerUuid(ctx));
  return { payload: {} };
}

/** Delivers only messages to or from the caller, who is known from the verified token. The argument can only narrow. */
export function response(ctx: Context<SubscriptionOnCreateMessageArgs>): null {
  const groupUuid = ctx.args.messageGroupUuid;
  const me = callerUuid(ctx);
  const narrowed: Record<string, string> = isGiven(groupUuid)
    ? { messageGroupUuid: groupUuid }
    : {};
  return deliver(me, { recipientUuid: me, ...narrowed }, { userUuid: me, ...narrowed });
}
