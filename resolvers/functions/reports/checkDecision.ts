import { type Context, type NONERequest, util } from '@aws-appsync/utils';
import type { MutationDecideReportArgs } from '../../../generated/schema.js';
import { fail } from '../../lib/errors.js';
import { isGiven } from '../../lib/isGiven.js';
import { checkModerator } from '../../lib/moderator.js';
import { checkReportUuid, reportParts } from '../../lib/reportItems.js';
import { checkStatement } from '../../lib/statement.js';
import { limits } from '../../limits.js';
import { DAY_SECONDS } from '../../lib/day.js';

const { maxSuspensionDays } = limits.report;
const DAY = DAY_SECONDS * 1_000; // ms

/** Everything that can be said of a decision without the table. */
export function request(ctx: Context<MutationDecideReportArgs>): NONERequest {
  const moderator = checkModerator(ctx);
  const { uuid, decision, suspendedUntil } = ctx.args.input;
  checkReportUuid(uuid);
  if (reportParts(uuid).reporterUuid === moderator) {
    fail('Forbidden', 'Another moderator decides about your own report');
  }
  ctx.stash.statement = checkStatement(ctx.args.input.statement);
  if (decision === 'REMOVE_MESSAGE') {
    fail('InvalidDecision', 'removeReportedMessage removes a message');
  }
  if (decision === 'DISMISS' && isGiven(suspendedUntil)) {
    fail('InvalidDecision', 'A dismissed report suspends no one: leave suspendedUntil out');
  }
  if (decision === 'SUSPEND_SENDER') ctx.stash.until = checkUntil(suspendedUntil);
  return { payload: {} };
}

export function response(): Record<string, never> {
  return {};
}

/** @returns epoch milliseconds */
function checkUntil(suspendedUntil: string | null | undefined): number {
  if (!isGiven(suspendedUntil)) {
    fail('InvalidDecision', 'A suspension needs its end: give suspendedUntil');
  }
  const until = util.time.parseISO8601ToEpochMilliSeconds(suspendedUntil);
  const now = util.time.nowEpochMilliSeconds();
  if (until <= now) fail('InvalidDecision', 'suspendedUntil is in the past');
  const max = maxSuspensionDays;
  if (until > now + max * DAY) {
    fail('InvalidDecision', `A suspension ends within ${max} days`, { max });
  }
  return until;
}
