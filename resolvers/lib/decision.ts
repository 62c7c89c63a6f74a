import { util } from '@aws-appsync/utils';
import type { ReportDecision } from '../../generated/schema.js';
import { evidenceKey, profileKey, queues, reportKey, reportUuidOf } from './keys.js';
import { type CaseItem, type DecisionItem, reportParts } from './reportItems.js';
import { type TransactionItem, update } from './transaction.js';
import { DAY_SECONDS } from './day.js';
import { askForWork } from './work.js';

/** A decision that is to be written. */
export interface Decision {
  /** The case as it was read. */
  found: CaseItem;
  kind: ReportDecision;
  /** The moderator. */
  by: string;
  statement: string;
  /** Epoch milliseconds; only of a suspension. */
  until?: number;
  /** Only the case is decided; the reported person's profile stays as it is. */
  leavesProfile: boolean;
}

/**
 * The transaction's items: case, evidence and, where the decision reaches the reported person, profile
 * and work item. `decided`: the case as it will be.
 */
export function decisionItems(
  env: Record<string, string>,
  decision: Decision,
): { items: TransactionItem[]; decided: CaseItem } {
  const { found, kind, by, statement, until } = decision;
  const decidedAt = util.time.nowISO8601();
  const entry: DecisionItem = { decision: kind, decidedAt, decidedBy: by, statement };
  if (until) entry.suspendedUntil = util.time.epochMilliSecondsToISO8601(until);
  const uuid = reportUuidOf(found);
  const expiresAt = expiryOf(env, until);
  const items: TransactionItem[] = [
    updateCase(found, entry, expiresAt),
    update(evidenceKey(uuid), {
      expression: 'SET expiresAt = :expiresAt',
      values: { ':expiresAt': expiresAt },
    }),
  ];
  const decisions = found.decisions ?? [];
  const ends = kind === 'DISMISS' && decisions[decisions.length - 1]?.decision === 'SUSPEND_SENDER';
  if (!decision.leavesProfile && (until || ends)) {
    const userUuid = reportParts(uuid).reportedUserUuid;
    items.push(updateProfile(userUuid, uuid, entry), askForWork(userUuid));
  }
  return {
    items,
    decided: { ...found, folder: queues.decidedReports, decisions: [...decisions, entry] },
  };
}

/** A case is kept for as long as its suspension lasts, or a second decision could not end it. */
function expiryOf(env: Record<string, string>, until: number | undefined): number {
  const now = util.time.nowEpochSeconds();
  const last = until ? Math.max(now, Math.ceil(until / 1000)) : now;
  const days: number = JSON.parse(env.REPORT_RETENTION_DAYS!);
  return last + days * DAY_SECONDS;
}

/** Every decision is kept. Of two at once only the first one is written. */
const updateCase = (found: CaseItem, entry: DecisionItem, expiresAt: number): TransactionItem =>
  update(
    reportKey(reportUuidOf(found)),
    {
      expression:
        'SET folder = :decided, expiresAt = :expiresAt, decisions = list_append(if_not_exists(decisions, :none), :entry)',
      values: {
        ':decided': queues.decidedReports,
        ':expiresAt': expiresAt,
        ':none': [],
        ':entry': [entry],
      },
    },
    found.decisions
      ? { expression: 'size(decisions) = :count', values: { ':count': found.decisions.length } }
      : { expression: 'attribute_exists(pk) AND attribute_not_exists(decisions)' },
  );

/**
 * The suspension on the profile is that of the latest decision; a dismissal ends it only while it is
 * this report's.
 */
const updateProfile = (
  userUuid: string,
  reportUuid: string,
  entry: DecisionItem,
): TransactionItem =>
  entry.suspendedUntil
    ? update(
        profileKey(userUuid),
        {
          expression:
            'SET suspendedUntil = :until, suspensionStatement = :statement, suspendedBy = :report',
          values: {
            ':until': entry.suspendedUntil,
            ':statement': entry.statement,
            ':report': reportUuid,
          },
        },
        { expression: 'attribute_exists(pk)' },
      )
    : update(
        profileKey(userUuid),
        { expression: 'REMOVE suspendedUntil, suspensionStatement, suspendedBy' },
        { expression: 'suspendedBy = :thisReport', values: { ':thisReport': reportUuid } },
      );
