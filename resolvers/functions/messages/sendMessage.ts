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
 * One attempt to write the message and both rows. AppSync does not retry a cancelled transaction and a
 * pipeline cannot loop, so the pipeline has this function several times. An attempt is skipped once an
 * earlier one has succeeded or found an earlier send.
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

/** Only a send into an existing conversation can find a row missing; other sends create it. */
const notFound = (send: Send): never =>
  fail('MessageGroupNotFound', 'This conversation does not exist yet: name the recipient', {
    recipientUuid: send.recipient.uuid,
  });
