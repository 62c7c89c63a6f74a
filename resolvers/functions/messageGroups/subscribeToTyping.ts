import type { Context, DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { SubscriptionOnTypingArgs } from '../../../generated/schema.js';
import { checkAccepted } from '../../lib/acceptedRow.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { messageGroupKey } from '../../lib/keys.js';
import { deliver } from '../../lib/sessions.js';

/** Who listens must have accepted the conversation: a stranger must not show themself by typing. */
export function request(ctx: Context<SubscriptionOnTypingArgs>): DynamoDBGetItemRequest {
  const me = callerUuid(ctx);
  checkMember(ctx.args.messageGroupUuid, me);
  return get({ key: messageGroupKey(me, ctx.args.messageGroupUuid) });
}

export function response(ctx: Context<SubscriptionOnTypingArgs>): null {
  checkAccepted(ctx.result, ctx.error);
  const me = callerUuid(ctx);
  return deliver(me, { recipientUuid: me, messageGroupUuid: ctx.args.messageGroupUuid });
}
