import { type Context, type DynamoDBBatchGetItemRequest, runtime } from '@aws-appsync/utils';
import type { MessageChanges, QueryChangesAfterArgs } from '../../../generated/schema.js';
import { batchGet, batchItems } from '../../lib/batchGet.js';
import { type Chain, cutUnseen } from '../../lib/changeLog.js';
import { isGiven } from '../../lib/isGiven.js';
import { type MessageItem, toMessage } from '../../lib/items.js';
import { messageKey } from '../../lib/keys.js';
import { keptAfter } from '../../lib/retention.js';

/** The messages that changed, as they are now: the log has no text. One that is past is left out. */
export function request(ctx: Context): DynamoDBBatchGetItemRequest {
  const { messageUuids, upTo, hasMore }: Chain = ctx.stash.chain;
  const from = keptAfter(ctx.env);
  const kept = messageUuids.filter((uuid) => uuid > from);
  if (kept.length === 0) runtime.earlyReturn({ items: [], upTo, hasMore });
  const groupUuid: string = ctx.args.messageGroupUuid;
  const keys = kept.map((uuid) => messageKey(groupUuid, uuid));
  return batchGet(ctx, keys, true);
}

export function response(ctx: Context<QueryChangesAfterArgs>): MessageChanges {
  const found = batchItems<MessageItem[]>(ctx).filter((item) => isGiven(item));
  const { messageUuids, upTo, hasMore } = cutUnseen(ctx.stash.chain, found, ctx.args.after ?? null);
  const items = found.filter(({ sk }) => messageUuids.indexOf(sk) >= 0);
  return {
    items: items.map((item) => toMessage(item, ctx.args.messageGroupUuid)),
    upTo,
    hasMore,
  };
}
