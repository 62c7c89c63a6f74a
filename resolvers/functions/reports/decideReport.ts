import { type Context, type DynamoDBTransactWriteItemsRequest, runtime } from '@aws-appsync/utils';
import type { MutationDecideReportArgs } from '../../../generated/schema.js';
import { checkDecidable, failOnOtherDecision } from '../../lib/decidable.js';
import { decisionItems, type Decision } from '../../lib/decision.js';
import { callerUuid } from '../../lib/ids.js';
import type { CaseItem } from '../../lib/reportItems.js';
import { conditionFailed, failUnlessRace, reasonsOf, transact } from '../../lib/transaction.js';

/**
 * One try to write a decision and what follows from it, all or nothing. It is in the pipeline as
 * often as a send: the person who is to be suspended writes to their own profile with each new
 * conversation, and must not be able to hold the decision up.
 */
export function request(ctx: Context<MutationDecideReportArgs>): DynamoDBTransactWriteItemsRequest {
  if (ctx.stash.decided) runtime.earlyReturn({});
  const found: CaseItem = ctx.stash.found;
  checkDecidable(found);
  const decision: Decision = {
    found,
    kind: ctx.args.input.decision,
    by: callerUuid(ctx),
    statement: ctx.stash.statement,
    until: ctx.stash.until,
    leavesProfile: ctx.stash.leavesProfile ?? false,
  };
  const { items, decided } = decisionItems(ctx.env, decision);
  ctx.stash.tried = decided;
  return transact(ctx, items);
}

export function response(ctx: Context): Record<string, never> {
  if (!ctx.error) {
    ctx.stash.decided = ctx.stash.tried;
    return {};
  }
  const reasons = reasonsOf(ctx);
  failOnOtherDecision(reasons[0]);
  // The account is gone, or its suspension comes from another report by now.
  if (conditionFailed(reasons[2])) ctx.stash.leavesProfile = true;
  else failUnlessRace(reasons, 'decision');
  return {};
}
