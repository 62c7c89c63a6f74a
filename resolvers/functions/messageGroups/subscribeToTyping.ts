import { type Context, type DynamoDBGetItemRequest, extensions, util } from '@aws-appsync/utils';
import type { SubscriptionOnTypingArgs } from '../../../generated/schema.js';
import { checkAccepted } from '../../lib/acceptedRow.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { messageGroupKey } from '../../lib/keys.js';
import { invalidateWithSessions } from '../../lib/sessions.js';

/** Who listens must have accepted the conversation: a stranger must not show themself by typing. */
export function request(ctx: Context<SubscriptionOnTypingArgs>): DynamoDBGetItemRequest {
  const me = callerUuid(ctx);
  checkMember(ctx.args.messageGroupUuid, me);
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues(messageGroupKey(me, ctx.args.messageGroupUuid)),
  };
}

export function response(ctx: Context<SubscriptionOnTypingArgs>): null {
  checkAccepted(ctx.result, ctx.error);
  const me = callerUuid(ctx);
  extensions.setSubscriptionFilter({
    filterGroup: [
      {
        filters: [
          { fieldName: 'recipientUuid', operator: 'eq', value: me },
          { fieldName: 'messageGroupUuid', operator: 'eq', value: ctx.args.messageGroupUuid },
        ],
      },
    ],
  });
  invalidateWithSessions(me);
  return null;
}
