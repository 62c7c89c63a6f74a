import {
  type Context,
  type DynamoDBTransactWriteItemsRequest,
  runtime,
  util,
} from '@aws-appsync/utils';
import { judgeSend } from '../../lib/judgeSend.js';
import { newMessageUuid } from '../../lib/messageUuid.js';
import { expiryOf, keptAfter } from '../../lib/retention.js';
import { sentMessage } from '../../lib/send.js';
import { sendItems } from '../../lib/sendItems.js';
import { reasonsOf, transact } from '../../lib/transaction.js';

/**
 * One attempt to write the message and both rows. AppSync does not retry a cancelled transaction and a
 * pipeline cannot loop, so the pipeline has this function several times. An attempt is skipped once an
 * earlier one has succeeded or found an earlier send.
 */
export function request(ctx: Context): DynamoDBTransactWriteItemsRequest {
  const { send, sentUuid, firstSentUuid } = ctx.stash;
  if (sentUuid) runtime.earlyReturn(sentMessage(send, sentUuid), { skipTo: 'END' });
  if (firstSentUuid) runtime.earlyReturn({});
  ctx.stash.uuid = newMessageUuid(ctx.stash.newestUuid);
  const items = sendItems(send, {
    uuid: ctx.stash.uuid,
    now: util.time.nowISO8601(),
    nowSeconds: util.time.nowEpochSeconds(),
    keptAfter: keptAfter(ctx.env),
    expiry: expiryOf(ctx.env, ctx.stash.uuid),
  });
  return transact(ctx, items);
}

export function response(ctx: Context): Record<string, never> {
  if (!ctx.error) {
    ctx.stash.sentUuid = ctx.stash.uuid;
    return {};
  }
  const next = judgeSend(ctx.stash.send, reasonsOf(ctx), util.time.nowISO8601());
  ctx.stash.firstSentUuid = next.firstSentUuid;
  ctx.stash.newestUuid = next.newestUuid ?? ctx.stash.newestUuid;
  return {};
}
