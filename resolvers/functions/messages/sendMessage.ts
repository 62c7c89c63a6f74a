import {
  type Context,
  type DynamoDBTransactWriteItemsRequest,
  runtime,
  util,
} from '@aws-appsync/utils';
import { fail } from '../../lib/errors.js';
import { newMessageUuid } from '../../lib/messageUuid.js';
import { type Send, sendItems, sentMessage } from '../../lib/send.js';
import { type CancellationReason, conditionFailed } from '../../lib/transaction.js';

/**
 * One try to write the message and both rows. AppSync does not retry a cancelled transaction and a
 * pipeline cannot loop, so this stands in it several times; a try steps aside once one has settled
 * it. After a message that is stored nothing is left to do.
 */
export function request(ctx: Context): DynamoDBTransactWriteItemsRequest {
  const { send, sentUuid, firstSentUuid } = ctx.stash;
  if (sentUuid) runtime.earlyReturn(sentMessage(send, sentUuid), { skipTo: 'END' });
  if (firstSentUuid) runtime.earlyReturn({});
  ctx.stash.uuid = newMessageUuid(ctx.stash.newestUuid);
  return {
    operation: 'TransactWriteItems',
    transactItems: sendItems(
      ctx.env.TABLE_NAME!,
      send,
      ctx.stash.uuid,
      util.time.nowEpochSeconds(),
    ),
  };
}

export function response(ctx: Context): Record<string, never> {
  if (!ctx.error) {
    ctx.stash.sentUuid = ctx.stash.uuid;
    return {};
  }
  const reasons: CancellationReason[] = ctx.result?.cancellationReasons ?? [];
  const rows = [reasons[1], reasons[2]].filter((reason) => conditionFailed(reason));
  if (conditionFailed(reasons[3])) {
    ctx.stash.firstSentUuid = reasons[3]!.item?.messageUuid;
  } else if (rows.some((reason) => !reason!.item)) {
    notFound(ctx.stash.send);
  } else if (reasons.every((reason) => isRace(reason)) && reasons.length > 0) {
    ctx.stash.newestUuid = rows[0]?.item?.lastMessageUuid ?? ctx.stash.newestUuid;
  } else {
    fail('Unavailable', 'The table did not take the message. Try again with the same clientToken.');
  }
  return {};
}

const isRace = (reason: CancellationReason): boolean =>
  reason.type === 'None' || reason.type === 'TransactionConflict' || conditionFailed(reason);

/** Only a send into a conversation finds a row missing: the others make it. */
const notFound = (send: Send): never =>
  fail('MessageGroupNotFound', 'This conversation does not exist yet: name the recipient', {
    recipientUuid: send.recipient.uuid,
  });
