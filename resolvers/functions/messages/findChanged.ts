import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { batchGet, batchItems } from '../../lib/batchGet.js';
import type { Change } from '../../lib/change.js';
import { checkDecidable } from '../../lib/decidable.js';
import { membersOf } from '../../lib/ids.js';
import type { ChangeHeadItem, MessageGroupItem, MessageItem } from '../../lib/items.js';
import { judgeChange, messageNotFound } from '../../lib/judgeChange.js';
import { changeHeadKey, messageGroupKey, messageKey } from '../../lib/keys.js';
import { isPast } from '../../lib/retention.js';

/**
 * Reads what a change depends on: the message, both rows and the head of the change log. Eventually
 * consistent, at half the price: the transaction's conditions judge, and give back what they met.
 */
export function request(ctx: Context): DynamoDBBatchGetItemRequest {
  const { groupUuid, uuid, deletedBy }: Change = ctx.stash.change;
  if (deletedBy === 'MODERATOR') checkDecidable(ctx.stash.found);
  if (isPast(ctx.env, uuid)) messageNotFound();
  const keys = [
    messageKey(groupUuid, uuid),
    ...membersOf(groupUuid).map((member) => messageGroupKey(member, groupUuid)),
    changeHeadKey(groupUuid),
  ];
  return batchGet(ctx, keys);
}

export function response(ctx: Context): Record<string, never> {
  const change: Change = ctx.stash.change;
  const [message, row1, row2, head] =
    batchItems<[MessageItem, MessageGroupItem, MessageGroupItem, ChangeHeadItem]>(ctx);
  if (!message) messageNotFound();
  // A row that the read does not show yet was made with this message: the newest one, and unread.
  const rowOf = (item: MessageGroupItem | null | undefined): MessageGroupItem =>
    item ?? { sk: change.groupUuid, lastMessageUuid: change.uuid };
  change.found = { message: message!, rows: [rowOf(row1), rowOf(row2)], head: head ?? {} };
  judgeChange(change);
  if (change.deletedBy === 'SENDER' && message!.deletedAt) ctx.stash.changed = message;
  return {};
}
