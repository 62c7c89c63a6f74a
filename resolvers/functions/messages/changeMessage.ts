import { type Context, type DynamoDBTransactWriteItemsRequest, runtime } from '@aws-appsync/utils';
import type { Change } from '../../lib/change.js';
import { changeItems } from '../../lib/changeItems.js';
import { judgeCancelledChange } from '../../lib/judgeChange.js';
import { reasonsOf, transact } from '../../lib/transaction.js';

/**
 * One try to change the message, its conversation's log, and what the rows show of it. It is in the
 * pipeline several times, as a send does. A try that fails goes on with what it met.
 */
export function request(ctx: Context): DynamoDBTransactWriteItemsRequest {
  if (ctx.stash.changed) runtime.earlyReturn({});
  const { items, rows, message } = changeItems(ctx.stash.change);
  ctx.stash.rows = rows;
  ctx.stash.tried = message;
  return transact(ctx, items);
}

export function response(ctx: Context): Record<string, never> {
  if (!ctx.error) {
    ctx.stash.changed = ctx.stash.tried;
    return {};
  }
  const change: Change = ctx.stash.change;
  judgeCancelledChange(change, reasonsOf(ctx), ctx.stash.rows);
  // Another device of the sender was first.
  if (change.deletedBy && change.found!.message.deletedAt) {
    ctx.stash.changed = change.found!.message;
  }
  return {};
}
