/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Operation as DocumentNode } from '../operation';
import { gql } from '../operation';
/** A moderator's decision. */
export type DecideReportInput = {
  /** What follows: `DISMISS` or `SUSPEND_SENDER`. */
  decision: ReportDecision;
  /** The reasons, 1 to 500 Unicode code points. Both people can read them: name no one. */
  statement: string;
  /** With `SUSPEND_SENDER`: until when. In the future, within 3,650 days. */
  suspendedUntil?: string | null | undefined;
  /** The report: `ReportCase.uuid`. */
  uuid: string;
};

/** Who removed the text of a message. */
export type DeletedBy =
  /** A moderator removed it after a report. */
  | 'MODERATOR'
  /** Its sender unsent it. */
  | 'SENDER';

/** A removal, and the reasons for it. */
export type RemoveReportedMessageInput = {
  /** The report: `ReportCase.uuid`. */
  reportUuid: string;
  /** The reasons, 1 to 500 Unicode code points. Both people can read them: name no one. */
  statement: string;
};

/** What moderators decide. */
export type ReportDecision =
  /** Nothing follows. A suspension that came of this report ends. */
  | 'DISMISS'
  /** The message is removed for both people: `removeReportedMessage`. */
  | 'REMOVE_MESSAGE'
  /** The person who wrote the message may not send for some time. */
  | 'SUSPEND_SENDER';

/** The message that is reported, and what the moderators are to know. */
export type ReportMessageInput = {
  /** The reporter's words: at most 500 Unicode code points. */
  comment?: string | null | undefined;
  /**
   * Whether the moderators may also see up to five messages before and after the reported one, the
   * beginning of each. Left out or null: no.
   */
  context?: boolean | null | undefined;
  /** The conversation: `MessageGroup.uuid`. */
  messageGroupUuid: string;
  /** Why. */
  reason: ReportReason;
  /** The message: `Message.uuid`. */
  uuid: string;
};

/** Why a message is reported. */
export type ReportReason =
  | 'HARASSMENT'
  | 'HATE'
  | 'OTHER'
  | 'SEXUAL'
  | 'SPAM';

/** Where a report is. */
export type ReportState =
  /** A moderator has decided. */
  | 'DECIDED'
  /** It waits for a decision. */
  | 'OPEN';

export type ReportFieldsFragment = { uuid: string, messageGroupUuid: string, messageUuid: string, reportedUserUuid: string, reason: ReportReason, state: ReportState, createdAt: string, decision: ReportDecision | null, decidedAt: string | null, statement: string | null, contact: string | null };

export type DecisionFieldsFragment = { decision: ReportDecision, decidedAt: string, decidedBy: string, statement: string, suspendedUntil: string | null };

export type ListedCaseFieldsFragment = { uuid: string, reporterUuid: string, reportedUserUuid: string, reason: ReportReason, state: ReportState, createdAt: string, decisions: Array<{ decision: ReportDecision, decidedAt: string, decidedBy: string, statement: string, suspendedUntil: string | null }> };

export type MyReportsQueryVariables = Exact<{
  limit: number;
  nextToken?: string | null | undefined;
}>;


export type MyReportsQuery = { myReports: { nextToken: string | null, items: Array<{ uuid: string, messageGroupUuid: string, messageUuid: string, reportedUserUuid: string, reason: ReportReason, state: ReportState, createdAt: string, decision: ReportDecision | null, decidedAt: string | null, statement: string | null, contact: string | null }> } | null };

export type ReportsQueryVariables = Exact<{
  state: ReportState;
  limit: number;
  nextToken?: string | null | undefined;
}>;


export type ReportsQuery = { reports: { nextToken: string | null, items: Array<{ uuid: string, reporterUuid: string, reportedUserUuid: string, reason: ReportReason, state: ReportState, createdAt: string, decisions: Array<{ decision: ReportDecision, decidedAt: string, decidedBy: string, statement: string, suspendedUntil: string | null }> }> } | null };

export type ReportCaseQueryVariables = Exact<{
  uuid: string;
}>;


export type ReportCaseQuery = { report: { messageUuid: string, comment: string | null, suspendedUntil: string | null, uuid: string, reporterUuid: string, reportedUserUuid: string, reason: ReportReason, state: ReportState, createdAt: string, messages: Array<{ uuid: string, userUuid: string, displayName: string | null, handle: string | null, message: string | null, isCut: boolean, createdAt: string }> | null, decisions: Array<{ decision: ReportDecision, decidedAt: string, decidedBy: string, statement: string, suspendedUntil: string | null }> } | null };

export type DecideReportMutationVariables = Exact<{
  input: DecideReportInput;
}>;


export type DecideReportMutation = { decideReport: { uuid: string, state: ReportState } | null };

export type RemoveReportedMessageMutationVariables = Exact<{
  input: RemoveReportedMessageInput;
}>;


export type RemoveReportedMessageMutation = { removeReportedMessage: { uuid: string, messageGroupUuid: string, userUuid: string, recipientUuid: string, displayName: string | null, handle: string | null, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null } | null };

export type ReportMessageMutationVariables = Exact<{
  input: ReportMessageInput;
}>;


export type ReportMessageMutation = { reportMessage: { uuid: string } | null };

export const ReportFieldsFragmentDoc = gql`
    fragment ReportFields on Report {
  uuid
  messageGroupUuid
  messageUuid
  reportedUserUuid
  reason
  state
  createdAt
  decision
  decidedAt
  statement
  contact
}
    ` as unknown as DocumentNode<ReportFieldsFragment, unknown>;
export const DecisionFieldsFragmentDoc = gql`
    fragment DecisionFields on CaseDecision {
  decision
  decidedAt
  decidedBy
  statement
  suspendedUntil
}
    ` as unknown as DocumentNode<DecisionFieldsFragment, unknown>;
export const ListedCaseFieldsFragmentDoc = gql`
    fragment ListedCaseFields on ReportCase {
  uuid
  reporterUuid
  reportedUserUuid
  reason
  state
  createdAt
  decisions {
    ...DecisionFields
  }
}
    ` as unknown as DocumentNode<ListedCaseFieldsFragment, unknown>;
export const MyReportsDocument = gql`
    query MyReports($limit: Int!, $nextToken: String) {
  myReports(limit: $limit, nextToken: $nextToken) {
    items {
      ...ReportFields
    }
    nextToken
  }
}
    ${ReportFieldsFragmentDoc}` as unknown as DocumentNode<MyReportsQuery, MyReportsQueryVariables>;
export const ReportsDocument = gql`
    query Reports($state: ReportState!, $limit: Int!, $nextToken: String) {
  reports(state: $state, limit: $limit, nextToken: $nextToken) {
    items {
      ...ListedCaseFields
    }
    nextToken
  }
}
    ${ListedCaseFieldsFragmentDoc}
${DecisionFieldsFragmentDoc}` as unknown as DocumentNode<ReportsQuery, ReportsQueryVariables>;
export const ReportCaseDocument = gql`
    query ReportCase($uuid: ID!) {
  report(uuid: $uuid) {
    ...ListedCaseFields
    messageUuid
    comment
    messages {
      uuid
      userUuid
      displayName
      handle
      message
      isCut
      createdAt
    }
    suspendedUntil
  }
}
    ${ListedCaseFieldsFragmentDoc}
${DecisionFieldsFragmentDoc}` as unknown as DocumentNode<ReportCaseQuery, ReportCaseQueryVariables>;
export const DecideReportDocument = gql`
    mutation DecideReport($input: DecideReportInput!) {
  decideReport(input: $input) {
    uuid
    state
  }
}
    ` as unknown as DocumentNode<DecideReportMutation, DecideReportMutationVariables>;
export const RemoveReportedMessageDocument = gql`
    mutation RemoveReportedMessage($input: RemoveReportedMessageInput!) {
  removeReportedMessage(input: $input) {
    uuid
    messageGroupUuid
    userUuid
    recipientUuid
    displayName
    handle
    message
    createdAt
    editedAt
    deletedAt
    deletedBy
    replyToUuid
    reactions {
      userUuid
      emoji
    }
    changeUuid
  }
}
    ` as unknown as DocumentNode<RemoveReportedMessageMutation, RemoveReportedMessageMutationVariables>;
export const ReportMessageDocument = gql`
    mutation ReportMessage($input: ReportMessageInput!) {
  reportMessage(input: $input) {
    uuid
  }
}
    ` as unknown as DocumentNode<ReportMessageMutation, ReportMessageMutationVariables>;