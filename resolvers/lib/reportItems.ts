import { util } from '@aws-appsync/utils';
import type {
  CaseDecision,
  Report,
  ReportCase,
  ReportDecision,
  ReportedMessage,
  ReportReason,
} from '../../generated/schema.js';
import { fail } from './errors.js';
import { groupUuidOf } from './ids.js';
import { type ItemKey, queues, reportUuidOf } from './keys.js';
import { createdAtOf } from './messageUuid.js';

/** A report's case, as stored. Its key names reporter, message and reported person. */
export interface CaseItem extends ItemKey {
  /** `queues.openReports` or `queues.decidedReports`. */
  folder: string;
  /** When the report was made: its place in the queue. */
  lastMessageUuid: string;
  reason: ReportReason;
  /** The last one counts. Left out while the case is open. */
  decisions?: DecisionItem[];
}

/** One decision about a case, as stored. */
export interface DecisionItem {
  decision: ReportDecision;
  decidedAt: string;
  decidedBy: string;
  statement: string;
  suspendedUntil?: string;
}

/** What a case is about, as stored. */
export interface EvidenceItem {
  comment?: string;
  messages: EvidenceMessage[];
}

export interface EvidenceMessage {
  uuid: string;
  userUuid: string;
  displayName?: string;
  handle?: string;
  /** Left out: it had been deleted. */
  message?: string;
  /** The text was longer. */
  isCut?: boolean;
}

/** What a report's uuid says. */
interface ReportParts {
  reporterUuid: string;
  messageUuid: string;
  reportedUserUuid: string;
}

/** One report for each reporter and message, so the uuid is made of them. */
export const reportUuidFor = ({
  reporterUuid,
  messageUuid,
  reportedUserUuid,
}: ReportParts): string => `${reporterUuid}_${messageUuid}_${reportedUserUuid}`;

export function reportParts(reportUuid: string): ReportParts {
  const parts = reportUuid.split('_');
  return { reporterUuid: parts[0]!, messageUuid: parts[1]!, reportedUserUuid: parts[2]! };
}

const USER = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const MESSAGE = '[0-7][0-9A-HJKMNP-TV-Z]{25}';

/** Ends the request with `InvalidId` unless the value has the form of a report's uuid. */
export function checkReportUuid(value: string): void {
  if (!util.matches(`^${USER}_${MESSAGE}_${USER}\\z`, value)) {
    fail('InvalidId', 'uuid is not the uuid of a report');
  }
}

const common = (item: CaseItem) => {
  const uuid = reportUuidOf(item);
  const { reporterUuid, messageUuid, reportedUserUuid } = reportParts(uuid);
  return {
    uuid,
    messageGroupUuid: groupUuidOf(reporterUuid, reportedUserUuid),
    messageUuid,
    reportedUserUuid,
    reason: item.reason,
    state: item.folder === queues.openReports ? ('OPEN' as const) : ('DECIDED' as const),
    createdAt: item.lastMessageUuid,
  };
};

/** A case as its reporter sees it: not who decided, nor how long the other person is suspended. */
export function toReport(item: CaseItem, contact: string | undefined): Report {
  const decisions = item.decisions ?? [];
  const last = decisions[decisions.length - 1];
  return {
    ...common(item),
    decision: last?.decision,
    decidedAt: last?.decidedAt,
    statement: last?.statement,
    contact: last ? contact : null,
  };
}

/** A case as moderators see it in a list. */
export const toReportCase = (item: CaseItem): ReportCase => ({
  ...common(item),
  reporterUuid: reportParts(reportUuidOf(item)).reporterUuid,
  decisions: (item.decisions ?? []).map((decision): CaseDecision => ({ ...decision })),
});

/** One message of the evidence. The messages of a case have two senders: the two people. */
export const toReportedMessage = (item: EvidenceMessage): ReportedMessage => ({
  uuid: item.uuid,
  userUuid: item.userUuid,
  displayName: item.displayName,
  handle: item.handle,
  message: item.message,
  isCut: item.isCut ?? false,
  createdAt: createdAtOf(item.uuid),
});
