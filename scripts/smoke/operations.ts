import { changedMessage, mutations } from '../../lib/mutations.js';

/** What the smoke test asks of the API, by field. */
export const operations = {
  ...mutations,
  me: `query Me { me { uuid handle displayName } }`,
  messageGroups: `query MessageGroups {
    messageGroups(limit: 100) { items { uuid otherUserUuid lastMessageUuid unreadCount } }
  }`,
  messageGroup: `query MessageGroup($uuid: ID!) {
    messageGroup(uuid: $uuid) {
      uuid lastMessage lastMessageUuid unreadCount readUpTo changeUuid
    }
  }`,
  messages: `query Messages($messageGroupUuid: ID!) {
    messages(messageGroupUuid: $messageGroupUuid, limit: 2) { items { uuid message userUuid } }
  }`,
  messagesAfter: `query MessagesAfter($messageGroupUuid: ID!, $after: ID) {
    messagesAfter(messageGroupUuid: $messageGroupUuid, after: $after) { items { uuid message } }
  }`,
  updateMessageGroup: `mutation Accept($input: UpdateMessageGroupInput!) {
    updateMessageGroup(input: $input) {
      uuid userUuid folder blocked muted unreadCount readUpTo clearedUpTo
    }
  }`,
  updateMessage: `mutation Edit($input: UpdateMessageInput!) {
    updateMessage(input: $input) { ${changedMessage} }
  }`,
  deleteMessage: `mutation Unsend($input: DeleteMessageInput!) {
    deleteMessage(input: $input) { ${changedMessage} }
  }`,
  changesAfter: `query Changes($messageGroupUuid: ID!, $after: ID) {
    changesAfter(messageGroupUuid: $messageGroupUuid, after: $after) {
      items { uuid message deletedAt reactions { userUuid emoji } } upTo hasMore
    }
  }`,
  onCreateMessage: `subscription OnCreateMessage {
    onCreateMessage {
      uuid messageGroupUuid userUuid displayName handle recipientUuid message createdAt
    }
  }`,
} as const;
