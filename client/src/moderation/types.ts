import type {
  DecideReportInput,
  DecisionFieldsFragment,
  ListedCaseFieldsFragment,
  ReportCaseQuery,
  ReportFieldsFragment,
} from '../generated/moderation';

export type { ReportReason, ReportState } from '../generated/moderation';

/** A report as its reporter sees it. */
export type MyReport = ReportFieldsFragment;
/** A report as the moderators' lists show it. */
export type ListedCase = ListedCaseFieldsFragment;
/** The same with its evidence. */
export type ReportCase = NonNullable<ReportCaseQuery['report']>;
export type CaseDecision = DecisionFieldsFragment;
export type ReportedMessage = NonNullable<ReportCase['messages']>[number];
export type Decision = Omit<DecideReportInput, 'uuid'>;
