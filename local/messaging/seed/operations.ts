/** The operations of the seed. Mutations select every field that subscribers need. */
export const CREATE_MESSAGE = `mutation CreateMessage($input: CreateMessageInput!) {
  createMessage(input: $input) {
    uuid messageGroupUuid userUuid displayName handle recipientUuid message createdAt
  }
}`;

export const MARK_READ = `mutation MarkRead($messageGroupUuid: ID!, $upTo: ID!) {
  markMessageGroupRead(messageGroupUuid: $messageGroupUuid, upTo: $upTo) {
    messageGroupUuid userUuid recipientUuid readUpTo
  }
}`;

export const SET_REACTION = `mutation React($input: SetReactionInput!) {
  setReaction(input: $input) {
    uuid messageGroupUuid userUuid recipientUuid displayName handle message createdAt
    editedAt deletedAt deletedBy replyToUuid reactions { userUuid emoji } changeUuid
  }
}`;

export const ME = '{ me { uuid } }';

export const MY_REPORTS = '{ myReports(limit: 1) { items { uuid } } }';

export const REPORT_MESSAGE = `mutation ReportMessage($input: ReportMessageInput!) {
  reportMessage(input: $input) { uuid }
}`;

export const MESSAGES_AFTER = `query MessagesAfter($messageGroupUuid: ID!, $nextToken: String) {
  messagesAfter(messageGroupUuid: $messageGroupUuid, limit: 100, nextToken: $nextToken) {
    items { uuid userUuid message editedAt deletedAt } nextToken
  }
}`;
