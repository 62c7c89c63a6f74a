import { limits } from '../limits.js';
import { fail } from './errors.js';
import type { CaseItem } from './reportItems.js';
import { type CancellationReason, conditionFailed } from './transaction.js';

/** Ends the request unless a decision can be made. Errors: `ReportNotFound`, `InvalidDecision`. */
export function checkDecidable(found: CaseItem | null | undefined): void {
  if (!found) fail('ReportNotFound', 'There is no such report');
  const max = limits.report.maxDecisions;
  if ((found!.decisions ?? []).length >= max) {
    fail('InvalidDecision', `A report takes at most ${max} decisions`, { max });
  }
}

/** Ends the request with `Conflict` when the case was not as it had been read. */
export function failOnOtherDecision(reason: CancellationReason | undefined): void {
  if (!conditionFailed(reason)) return;
  fail('Conflict', 'Another moderator decided at the same time. Read the report again.', {
    retryable: false,
  });
}
