import { type Context, type DynamoDBTransactWriteItemsRequest, runtime } from '@aws-appsync/utils';
import { type Block, unblockItems } from '../../lib/block.js';
import { conditionFailed, failUnlessRace, reasonsOf, transact } from '../../lib/transaction.js';

/** One try to end a block, as often in the pipeline as a try to make one. */
export function request(ctx: Context): DynamoDBTransactWriteItemsRequest {
  const block: Block = ctx.stash.block;
  if (block.isDone) runtime.earlyReturn({});
  return transact(ctx, unblockItems(block));
}

/** Where the row is not blocked, there is nothing to end; else the next try goes by the row. */
export function response(ctx: Context): Record<string, never> {
  const block: Block = ctx.stash.block;
  const reasons = reasonsOf(ctx);
  block.isDone = !ctx.error;
  if (block.isDone) return {};
  if (conditionFailed(reasons[0])) {
    block.row = reasons[0]!.item as unknown as Block['row'];
    block.isDone = !block.row?.blocked;
  } else {
    failUnlessRace(reasons);
  }
  return {};
}
