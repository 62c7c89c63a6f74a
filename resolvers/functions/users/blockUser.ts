import { type Context, type DynamoDBTransactWriteItemsRequest, runtime } from '@aws-appsync/utils';
import { type Block, blockItems } from '../../lib/block.js';
import { newMessageUuid } from '../../lib/messageUuid.js';
import { conditionFailed, failUnlessRace, reasonsOf, transact } from '../../lib/transaction.js';

/**
 * One try to block. It is in the pipeline as often as a send: a person who floods the conversation
 * holds the row, and must not be able to starve the block.
 */
export function request(ctx: Context): DynamoDBTransactWriteItemsRequest {
  const block: Block = ctx.stash.block;
  if (block.isDone) runtime.earlyReturn({});
  return transact(ctx, blockItems(block, newMessageUuid(undefined)));
}

/** The row's one condition is that it is not blocked yet. */
export function response(ctx: Context): Record<string, never> {
  const block: Block = ctx.stash.block;
  const reasons = reasonsOf(ctx);
  block.isDone = !ctx.error || conditionFailed(reasons[0]);
  if (!block.isDone) failUnlessRace(reasons);
  return {};
}
