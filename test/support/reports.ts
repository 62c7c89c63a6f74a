import type {
  DecideReportInput,
  Message,
  RemoveReportedMessageInput,
  Report,
  ReportCase,
  ReportMessageInput,
  ReportState,
} from '../../generated/schema.js';
import { operations } from './operations.js';
import type { Person } from './person.js';

const REPORT = `uuid messageGroupUuid messageUuid reportedUserUuid reason state createdAt decision
  decidedAt statement contact`;

const CASE = `uuid reporterUuid messageGroupUuid messageUuid reportedUserUuid reason state createdAt
  decisions { decision decidedAt decidedBy statement suspendedUntil }
  comment messages { uuid userUuid displayName handle message isCut createdAt } suspendedUntil`;

/** The operations about reports, as a client would write them. */
export const reportOperations = {
  reportMessage: `mutation ($input: ReportMessageInput!) { reportMessage(input: $input) { ${REPORT} } }`,
  myReports: `query ($limit: Int, $nextToken: String) {
    myReports(limit: $limit, nextToken: $nextToken) { items { ${REPORT} } nextToken }
  }`,
  reports: `query ($state: ReportState!, $limit: Int, $nextToken: String) {
    reports(state: $state, limit: $limit, nextToken: $nextToken) { items { ${CASE} } nextToken }
  }`,
  report: `query ($uuid: ID!) { report(uuid: $uuid) { ${CASE} } }`,
  decideReport: `mutation ($input: DecideReportInput!) { decideReport(input: $input) { ${CASE} } }`,
  suspension: `{ me { uuid suspension { until statement contact } } }`,
} as const;

export const report = async (
  person: Person,
  input: Omit<ReportMessageInput, 'reason'> & Partial<ReportMessageInput>,
): Promise<Report> =>
  (
    await person.get<{ reportMessage: Report }>(reportOperations.reportMessage, {
      input: { reason: 'SPAM', ...input },
    })
  ).reportMessage;

export const myReports = async (person: Person): Promise<Report[]> =>
  (await person.get<{ myReports: { items: Report[] } }>(reportOperations.myReports)).myReports
    .items;

/** One page of the queue. */
export const reports = async (
  moderator: Person,
  state: ReportState,
  limit = 100,
  nextToken?: string | null,
): Promise<{ items: ReportCase[]; nextToken?: string | null }> =>
  (
    await moderator.get<{ reports: { items: ReportCase[]; nextToken?: string | null } }>(
      reportOperations.reports,
      { state, limit, nextToken },
    )
  ).reports;

export const reportCase = async (moderator: Person, uuid: string): Promise<ReportCase | null> =>
  (await moderator.get<{ report: ReportCase | null }>(reportOperations.report, { uuid })).report;

export const decide = async (
  moderator: Person,
  input: Omit<DecideReportInput, 'statement'> & Partial<DecideReportInput>,
): Promise<ReportCase> =>
  (
    await moderator.get<{ decideReport: ReportCase }>(reportOperations.decideReport, {
      input: { statement: 'Reasons.', ...input },
    })
  ).decideReport;

export const removeReported = async (
  moderator: Person,
  input: RemoveReportedMessageInput,
): Promise<Message> =>
  (
    await moderator.get<{ removeReportedMessage: Message }>(operations.removeReportedMessage, {
      input,
    })
  ).removeReportedMessage;

export const suspensionOf = async (
  person: Person,
): Promise<{ until: string; statement: string; contact: string | null } | null> =>
  (
    await person.get<{
      me: { suspension: { until: string; statement: string; contact: string | null } | null };
    }>(reportOperations.suspension)
  ).me.suspension;
