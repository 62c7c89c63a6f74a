import { type Context, type DynamoDBTransactWriteItemsRequest, runtime } from '@aws-appsync/utils';
import type { MutationDecideReportArgs } from '../../../generated/schema.js';
import { decisionItems, type Decision } from '../../lib/decision.js';
import { fail } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import type { CaseItem } from '../../lib/reportItems.js';
import { type CancellationReason, conditionFailed, isRace } from '../../lib/transaction.js';
import { limits } from '../../limits.js';

/**
 * One try to write a decision and what follows from it, all or nothing. It stands in the pipeline as
 * often as a send: the person who is to be suspended writes to their own profile with each new
 * conversation, and must not be able to hold the decision up.
 */
export function request(ctx: Context<MutationDecideReportArgs>): DynamoDBTransactWriteItemsRequest {
  if (ctx.stash.decided) runtime.earlyReturn({});
  const found: CaseItem | undefined = ctx.stash.found;
  if (!found) fail('ReportNotFound', 'There is no such report');
  const max = limits.report.maxDecisions;
  if ((found.decisions ?? []).length >= max) {
    fail('InvalidDecision', `A report takes at most ${max} decisions`, { max });
  }
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
  return { operation: 'TransactWriteItems', transactItems: items };
}

export function response(ctx: Context): Record<string, never> {
  if (!ctx.error) {
    ctx.stash.decided = ctx.stash.tried;
    return {};
  }
  const reasons: CancellationReason[] = ctx.result?.cancellationReasons ?? [];
  if (conditionFailed(reasons[0])) {
    fail('Conflict', 'Another moderator decided at the same time. Read the report again.', {
      retryable: false,
    });
  }
  // The account is gone, or its suspension comes from another report by now.
  if (conditionFailed(reasons[2])) ctx.stash.leavesProfile = true;
  else if (!isRace(reasons)) {
    fail('Unavailable', 'The table did not take the decision. Try again.');
  }
  return {};
}
