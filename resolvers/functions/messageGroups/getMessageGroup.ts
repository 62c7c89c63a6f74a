import { type Context, type DynamoDBGetItemRequest, util } from '@aws-appsync/utils';
import type { MessageGroup, QueryMessageGroupArgs } from '../../../generated/schema.js';
import { failOnError } from '../../lib/errors.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { toMessageGroup } from '../../lib/items.js';
import { messageGroupKey } from '../../lib/keys.js';

/** Reads the caller's row of a conversation. */
export function request(ctx: Context<QueryMessageGroupArgs>): DynamoDBGetItemRequest {
  checkMember(ctx.args.uuid, callerUuid(ctx));
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues(messageGroupKey(callerUuid(ctx), ctx.args.uuid)),
    consistentRead: true,
  };
}

export function response(ctx: Context): MessageGroup | null {
  failOnError(ctx.error);
  return ctx.result ? toMessageGroup(ctx.result, callerUuid(ctx)) : null;
}
