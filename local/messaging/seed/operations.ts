/** The operations of the seed, by their fields. Mutations select what subscribers need. */
export const operations = {
  createMessage: `mutation CreateMessage($input: CreateMessageInput!) {
    createMessage(input: $input) {
      uuid messageGroupUuid userUuid displayName handle recipientUuid message createdAt
    }
  }`,
  markMessageGroupRead: `mutation MarkRead($messageGroupUuid: ID!, $upTo: ID!) {
    markMessageGroupRead(messageGroupUuid: $messageGroupUuid, upTo: $upTo) {
      messageGroupUuid userUuid recipientUuid readUpTo
    }
  }`,
  setReaction: `mutation React($input: SetReactionInput!) {
    setReaction(input: $input) {
      uuid messageGroupUuid userUuid recipientUuid displayName handle message createdAt
      editedAt deletedAt deletedBy replyToUuid reactions { userUuid emoji } changeUuid
    }
  }`,
  me: '{ me { uuid } }',
  myReports: '{ myReports(limit: 1) { items { uuid } } }',
  reportMessage: `mutation ReportMessage($input: ReportMessageInput!) {
    reportMessage(input: $input) { uuid }
  }`,
  messagesAfter: `query MessagesAfter($messageGroupUuid: ID!, $nextToken: String) {
    messagesAfter(messageGroupUuid: $messageGroupUuid, limit: 100, nextToken: $nextToken) {
      items { uuid userUuid message editedAt deletedAt } nextToken
    }
  }`,
} as const;
