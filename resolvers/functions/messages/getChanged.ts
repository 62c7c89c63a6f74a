import { type Context, type DynamoDBBatchGetItemRequest, runtime } from '@aws-appsync/utils';
import type { MessageChanges } from '../../../generated/schema.js';
import { batchGet, batchItems } from '../../lib/batchGet.js';
import type { Chain } from '../../lib/changeLog.js';
import { type MessageItem, toMessage } from '../../lib/items.js';
import { messageKey } from '../../lib/keys.js';

/** The messages that changed, as they are now: the log has no text. */
export function request(ctx: Context): DynamoDBBatchGetItemRequest {
  const { messageUuids, upTo, hasMore }: Chain = ctx.stash.chain;
  if (messageUuids.length === 0) runtime.earlyReturn({ items: [], upTo, hasMore });
  const groupUuid: string = ctx.args.messageGroupUuid;
  const keys = messageUuids.map((uuid) => messageKey(groupUuid, uuid));
  return batchGet(ctx, keys, true);
}

export function response(ctx: Context): MessageChanges {
  const { upTo, hasMore }: Chain = ctx.stash.chain;
  const items = batchItems<MessageItem>(ctx).filter((item) => item !== null) as MessageItem[];
  return {
    items: items.map((item) => toMessage(item, ctx.args.messageGroupUuid)),
    upTo,
    hasMore,
  };
}
