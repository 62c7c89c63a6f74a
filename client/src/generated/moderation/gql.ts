/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "fragment ReportFields on Report {\n  uuid\n  messageGroupUuid\n  messageUuid\n  reportedUserUuid\n  reason\n  state\n  createdAt\n  decision\n  decidedAt\n  statement\n  contact\n}\n\nfragment DecisionFields on CaseDecision {\n  decision\n  decidedAt\n  decidedBy\n  statement\n  suspendedUntil\n}\n\nfragment ListedCaseFields on ReportCase {\n  uuid\n  reporterUuid\n  reportedUserUuid\n  reason\n  state\n  createdAt\n  decisions {\n    ...DecisionFields\n  }\n}\n\nquery MyReports($limit: Int!, $nextToken: String) {\n  myReports(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ReportFields\n    }\n    nextToken\n  }\n}\n\nquery Reports($state: ReportState!, $limit: Int!, $nextToken: String) {\n  reports(state: $state, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ListedCaseFields\n    }\n    nextToken\n  }\n}\n\nquery ReportCase($uuid: ID!) {\n  report(uuid: $uuid) {\n    ...ListedCaseFields\n    messageUuid\n    comment\n    messages {\n      uuid\n      userUuid\n      displayName\n      handle\n      message\n      isCut\n      createdAt\n    }\n    suspendedUntil\n  }\n}\n\nmutation DecideReport($input: DecideReportInput!) {\n  decideReport(input: $input) {\n    uuid\n    state\n  }\n}\n\nmutation RemoveReportedMessage($input: RemoveReportedMessageInput!) {\n  removeReportedMessage(input: $input) {\n    uuid\n    messageGroupUuid\n    userUuid\n    recipientUuid\n    displayName\n    handle\n    message\n    createdAt\n    editedAt\n    deletedAt\n    deletedBy\n    replyToUuid\n    reactions {\n      userUuid\n      emoji\n    }\n    changeUuid\n  }\n}\n\nmutation ReportMessage($input: ReportMessageInput!) {\n  reportMessage(input: $input) {\n    uuid\n  }\n}": typeof types.ReportFieldsFragmentDoc,
};
const documents: Documents = {
    "fragment ReportFields on Report {\n  uuid\n  messageGroupUuid\n  messageUuid\n  reportedUserUuid\n  reason\n  state\n  createdAt\n  decision\n  decidedAt\n  statement\n  contact\n}\n\nfragment DecisionFields on CaseDecision {\n  decision\n  decidedAt\n  decidedBy\n  statement\n  suspendedUntil\n}\n\nfragment ListedCaseFields on ReportCase {\n  uuid\n  reporterUuid\n  reportedUserUuid\n  reason\n  state\n  createdAt\n  decisions {\n    ...DecisionFields\n  }\n}\n\nquery MyReports($limit: Int!, $nextToken: String) {\n  myReports(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ReportFields\n    }\n    nextToken\n  }\n}\n\nquery Reports($state: ReportState!, $limit: Int!, $nextToken: String) {\n  reports(state: $state, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ListedCaseFields\n    }\n    nextToken\n  }\n}\n\nquery ReportCase($uuid: ID!) {\n  report(uuid: $uuid) {\n    ...ListedCaseFields\n    messageUuid\n    comment\n    messages {\n      uuid\n      userUuid\n      displayName\n      handle\n      message\n      isCut\n      createdAt\n    }\n    suspendedUntil\n  }\n}\n\nmutation DecideReport($input: DecideReportInput!) {\n  decideReport(input: $input) {\n    uuid\n    state\n  }\n}\n\nmutation RemoveReportedMessage($input: RemoveReportedMessageInput!) {\n  removeReportedMessage(input: $input) {\n    uuid\n    messageGroupUuid\n    userUuid\n    recipientUuid\n    displayName\n    handle\n    message\n    createdAt\n    editedAt\n    deletedAt\n    deletedBy\n    replyToUuid\n    reactions {\n      userUuid\n      emoji\n    }\n    changeUuid\n  }\n}\n\nmutation ReportMessage($input: ReportMessageInput!) {\n  reportMessage(input: $input) {\n    uuid\n  }\n}": types.ReportFieldsFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ReportFields on Report {\n  uuid\n  messageGroupUuid\n  messageUuid\n  reportedUserUuid\n  reason\n  state\n  createdAt\n  decision\n  decidedAt\n  statement\n  contact\n}\n\nfragment DecisionFields on CaseDecision {\n  decision\n  decidedAt\n  decidedBy\n  statement\n  suspendedUntil\n}\n\nfragment ListedCaseFields on ReportCase {\n  uuid\n  reporterUuid\n  reportedUserUuid\n  reason\n  state\n  createdAt\n  decisions {\n    ...DecisionFields\n  }\n}\n\nquery MyReports($limit: Int!, $nextToken: String) {\n  myReports(limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ReportFields\n    }\n    nextToken\n  }\n}\n\nquery Reports($state: ReportState!, $limit: Int!, $nextToken: String) {\n  reports(state: $state, limit: $limit, nextToken: $nextToken) {\n    items {\n      ...ListedCaseFields\n    }\n    nextToken\n  }\n}\n\nquery ReportCase($uuid: ID!) {\n  report(uuid: $uuid) {\n    ...ListedCaseFields\n    messageUuid\n    comment\n    messages {\n      uuid\n      userUuid\n      displayName\n      handle\n      message\n      isCut\n      createdAt\n    }\n    suspendedUntil\n  }\n}\n\nmutation DecideReport($input: DecideReportInput!) {\n  decideReport(input: $input) {\n    uuid\n    state\n  }\n}\n\nmutation RemoveReportedMessage($input: RemoveReportedMessageInput!) {\n  removeReportedMessage(input: $input) {\n    uuid\n    messageGroupUuid\n    userUuid\n    recipientUuid\n    displayName\n    handle\n    message\n    createdAt\n    editedAt\n    deletedAt\n    deletedBy\n    replyToUuid\n    reactions {\n      userUuid\n      emoji\n    }\n    changeUuid\n  }\n}\n\nmutation ReportMessage($input: ReportMessageInput!) {\n  reportMessage(input: $input) {\n    uuid\n  }\n}"): typeof import('./graphql').ReportFieldsFragmentDoc;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
