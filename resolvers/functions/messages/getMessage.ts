import { type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { Message, QueryMessageArgs } from '../../../generated/schema.js';
import { failOnError } from '../../lib/errors.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { toMessage } from '../../lib/items.js';
import { messageKey } from '../../lib/keys.js';
import { checkMessageUuid } from '../../lib/messageUuid.js';
import { isPast } from '../../lib/retention.js';

/** Reads one message of a conversation. */
export function request(ctx: Context<QueryMessageArgs>): DynamoDBGetItemRequest {
  const { messageGroupUuid, uuid } = ctx.args;
  checkMember(messageGroupUuid, callerUuid(ctx));
  checkMessageUuid('uuid', uuid);
  return get({ key: messageKey(messageGroupUuid, uuid) });
}

export function response(ctx: Context<QueryMessageArgs>): Message | null {
  failOnError(ctx.error);
  const { messageGroupUuid, uuid } = ctx.args;
  return ctx.result && !isPast(ctx.env, uuid) ? toMessage(ctx.result, messageGroupUuid) : null;
}
