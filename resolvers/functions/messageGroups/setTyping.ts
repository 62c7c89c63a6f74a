import { type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { MutationSetTypingArgs, Typing } from '../../../generated/schema.js';
import { checkAccepted } from '../../lib/acceptedRow.js';
import { fail } from '../../lib/errors.js';
import { callerUuid, checkMember, otherOf } from '../../lib/ids.js';
import { messageGroupKey } from '../../lib/keys.js';
import { checkSelection } from '../../lib/selection.js';

/** Reads the caller's own row, and writes nothing. A stage can turn typing off: it has a price. */
export function request(ctx: Context<MutationSetTypingArgs>): DynamoDBGetItemRequest {
  checkSelection(ctx, ['messageGroupUuid', 'userUuid', 'recipientUuid', 'typing']);
  const me = callerUuid(ctx);
  checkMember(ctx.args.messageGroupUuid, me);
  if (ctx.env.TYPING === 'off') fail('TypingIsOff', 'This service does not tell who is typing');
  return get({ key: messageGroupKey(me, ctx.args.messageGroupUuid) });
}

export function response(ctx: Context<MutationSetTypingArgs>): Typing {
  checkAccepted(ctx.result, ctx.error);
  const { messageGroupUuid, typing } = ctx.args;
  const me = callerUuid(ctx);
  return { messageGroupUuid, userUuid: me, recipientUuid: otherOf(messageGroupUuid, me), typing };
}
