import { type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { MessageGroup } from '../../../generated/schema.js';
import type { Block } from '../../lib/block.js';
import { conflict, failOnError } from '../../lib/errors.js';
import { isGiven } from '../../lib/isGiven.js';
import { toMessageGroup } from '../../lib/items.js';
import { messageGroupKey } from '../../lib/keys.js';

/** The row after a block or its end: a transaction answers with no item. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  const { blocker, groupUuid, isDone }: Block = ctx.stash.block;
  if (!isDone) {
    conflict('Messages came at the same time. Try again.');
  }
  return get({ key: messageGroupKey(blocker, groupUuid), consistentRead: true });
}

/** Where nothing is left, the answer still tells the caller's other devices that the block is over. */
export function response(ctx: Context): MessageGroup {
  failOnError(ctx.error);
  const { blocker, groupUuid, person }: Block = ctx.stash.block;
  if (ctx.result) {
    const row = toMessageGroup(ctx, ctx.result);
    if (isGiven(row.otherUserHandle)) return row;
    return { ...row, otherUserHandle: person.handle, otherUserDisplayName: person.displayName };
  }
  return {
    uuid: groupUuid,
    userUuid: blocker,
    otherUserUuid: person.uuid,
    blocked: false,
    muted: false,
    unreadCount: 0,
  };
}
