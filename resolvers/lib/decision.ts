import { util } from '@aws-appsync/utils';
import type { ReportDecision } from '../../generated/schema.js';
import { worker } from '../worker.js';
import { evidenceKey, profileKey, queues, reportKey, reportUuidOf, workKey } from './keys.js';
import { type CaseItem, type DecisionItem, reportParts } from './reportItems.js';
import { put, type TransactionItem } from './transaction.js';

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

const DAY_SECONDS = 86_400;

/**
 * The transaction's items: case, evidence and, where the decision reaches the reported person, profile
 * and work item. `decided`: the case as it will be.
 */
export function decisionItems(
  env: Record<string, string>,
  decision: Decision,
): { items: TransactionItem[]; decided: CaseItem } {
  const table = env.TABLE_NAME!;
  const { found, kind, by, statement, until } = decision;
  const decidedAt = util.time.nowISO8601();
  const entry: DecisionItem = { decision: kind, decidedAt, decidedBy: by, statement };
  if (until) entry.suspendedUntil = util.time.epochMilliSecondsToISO8601(until);
  const uuid = reportUuidOf(found);
  const expiresAt = expiryOf(env, until);
  const items: TransactionItem[] = [
    updateCase(table, found, entry, expiresAt),
    {
      table,
      operation: 'UpdateItem',
      key: util.dynamodb.toMapValues(evidenceKey(uuid)),
      update: {
        expression: 'SET expiresAt = :expiresAt',
        expressionValues: util.dynamodb.toMapValues({ ':expiresAt': expiresAt }),
      },
    },
  ];
  const decisions = found.decisions ?? [];
  const ends = kind === 'DISMISS' && decisions[decisions.length - 1]?.decision === 'SUSPEND_SENDER';
  if (!decision.leavesProfile && (until || ends)) {
    const userUuid = reportParts(uuid).reportedUserUuid;
    items.push(updateProfile(table, userUuid, uuid, entry), putWork(table, userUuid));
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
const updateCase = (
  table: string,
  found: CaseItem,
  entry: DecisionItem,
  expiresAt: number,
): TransactionItem => ({
  table,
  operation: 'UpdateItem',
  key: util.dynamodb.toMapValues(reportKey(reportUuidOf(found))),
  update: {
    expression:
      'SET folder = :decided, expiresAt = :expiresAt, decisions = list_append(if_not_exists(decisions, :none), :entry)',
    expressionValues: util.dynamodb.toMapValues({
      ':decided': queues.decidedReports,
      ':expiresAt': expiresAt,
      ':none': [],
      ':entry': [entry],
    }),
  },
  condition: found.decisions
    ? {
        expression: 'size(decisions) = :count',
        expressionValues: util.dynamodb.toMapValues({ ':count': found.decisions.length }),
        returnValuesOnConditionCheckFailure: false,
      }
    : {
        expression: 'attribute_exists(pk) AND attribute_not_exists(decisions)',
        returnValuesOnConditionCheckFailure: false,
      },
});

/**
 * The suspension on the profile is that of the latest decision; a dismissal ends it only while it is
 * this report's.
 */
const updateProfile = (
  table: string,
  userUuid: string,
  reportUuid: string,
  entry: DecisionItem,
): TransactionItem => ({
  table,
  operation: 'UpdateItem',
  key: util.dynamodb.toMapValues(profileKey(userUuid)),
  ...(entry.suspendedUntil
    ? {
        update: {
          expression:
            'SET suspendedUntil = :until, suspensionStatement = :statement, suspendedBy = :report',
          expressionValues: util.dynamodb.toMapValues({
            ':until': entry.suspendedUntil,
            ':statement': entry.statement,
            ':report': reportUuid,
          }),
        },
        condition: {
          expression: 'attribute_exists(pk)',
          returnValuesOnConditionCheckFailure: false,
        },
      }
    : {
        update: { expression: 'REMOVE suspendedUntil, suspensionStatement, suspendedBy' },
        condition: {
          expression: 'suspendedBy = :report',
          expressionValues: util.dynamodb.toMapValues({ ':report': reportUuid }),
          returnValuesOnConditionCheckFailure: false,
        },
      }),
});

/** Takes the place of work that is under way: the worker begins at the first row again. */
const putWork = (table: string, userUuid: string): TransactionItem => {
  const due = util.time.nowEpochMilliSeconds() + worker.lastLookMinutes * 60_000;
  return put(table, workKey(userUuid), {
    change: util.autoUlid(),
    stage: 'FIRST',
    folder: queues.work,
    lastMessageUuid: util.time.epochMilliSecondsToISO8601(due),
  });
};
