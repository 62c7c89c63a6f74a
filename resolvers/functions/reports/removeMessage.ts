import { type Context, type DynamoDBTransactWriteItemsRequest, runtime } from '@aws-appsync/utils';
import type { MutationRemoveReportedMessageArgs } from '../../../generated/schema.js';
import { changeItems } from '../../lib/changeItems.js';
import { decisionItems } from '../../lib/decision.js';
import { failOnOtherDecision } from '../../lib/decidable.js';
import { callerUuid } from '../../lib/ids.js';
import { judgeCancelledChange } from '../../lib/judgeChange.js';
import type { CaseItem } from '../../lib/reportItems.js';
import { reasonsOf, transact } from '../../lib/transaction.js';

/** One try to decide about a report and remove its message, all or nothing. */
export function request(
  ctx: Context<MutationRemoveReportedMessageArgs>,
): DynamoDBTransactWriteItemsRequest {
  if (ctx.stash.changed) runtime.earlyReturn({});
  const found: CaseItem = ctx.stash.found;
  const { items, rows, message } = changeItems(ctx.stash.change);
  const decision = decisionItems(ctx.env, {
    found,
    kind: 'REMOVE_MESSAGE',
    by: callerUuid(ctx),
    statement: ctx.stash.statement,
    leavesProfile: true,
  });
  ctx.stash.rows = rows;
  ctx.stash.tried = message;
  return transact(ctx, [...items, ...decision.items]);
}

export function response(ctx: Context): Record<string, never> {
  if (!ctx.error) {
    ctx.stash.changed = ctx.stash.tried;
    return {};
  }
  const reasons = reasonsOf(ctx);
  const rows: number[] = ctx.stash.rows;
  failOnOtherDecision(reasons[3 + rows.length]);
  judgeCancelledChange(ctx.stash.change, reasons, rows);
  return {};
}
