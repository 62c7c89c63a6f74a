/** Every field that the subscribers of a change need. */
const CHANGED = `uuid messageGroupUuid userUuid recipientUuid displayName handle message createdAt
      editedAt deletedAt deletedBy replyToUuid reactions { userUuid emoji } changeUuid`;

/** What the smoke test asks of the API. Mutations select what their pushes need. */
export const operations = {
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
  updateMessageGroup: `mutation Accept($input: UpdateMessageGroupInput!) {
    updateMessageGroup(input: $input) {
      uuid userUuid folder blocked muted unreadCount readUpTo clearedUpTo
    }
  }`,
  updateMessage: `mutation Edit($input: UpdateMessageInput!) {
    updateMessage(input: $input) { ${CHANGED} }
  }`,
  setReaction: `mutation React($input: SetReactionInput!) {
    setReaction(input: $input) { ${CHANGED} }
  }`,
  deleteMessage: `mutation Unsend($input: DeleteMessageInput!) {
    deleteMessage(input: $input) { ${CHANGED} }
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
