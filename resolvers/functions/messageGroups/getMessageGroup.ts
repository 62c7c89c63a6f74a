import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { MessageGroup, QueryMessageGroupArgs } from '../../../generated/schema.js';
import { batchGet, batchItems } from '../../lib/batchGet.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { type ChangeHeadItem, type MessageGroupItem, toMessageGroup } from '../../lib/items.js';
import { changeHeadKey, messageGroupKey } from '../../lib/keys.js';
import { otherReadUpTo } from '../../lib/readMarker.js';
import { isPast } from '../../lib/retention.js';

/** Reads the caller's row of a conversation, the other person's, and the head of its change log. */
export function request(ctx: Context<QueryMessageGroupArgs>): DynamoDBBatchGetItemRequest {
  const { uuid } = ctx.args;
  const me = callerUuid(ctx);
  const other = checkMember(uuid, me);
  const keys = [messageGroupKey(me, uuid), messageGroupKey(other, uuid), changeHeadKey(uuid)];
  return batchGet(ctx, keys, true);
}

export function response(ctx: Context<QueryMessageGroupArgs>): MessageGroup | null {
  const [row, otherRow, head] =
    batchItems<[MessageGroupItem, MessageGroupItem, ChangeHeadItem]>(ctx);
  if (!row) return null;
  const readUpTo = otherReadUpTo(row, otherRow);
  return {
    ...toMessageGroup(ctx, row),
    otherUserReadUpTo: readUpTo && !isPast(ctx.env, readUpTo) ? readUpTo : null,
    changeUuid: head?.changeUuid,
  };
}
