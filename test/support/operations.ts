/** The operations that the tests send, as a client would write them. */

const MESSAGE = `uuid messageGroupUuid userUuid displayName handle recipientUuid
  recipientDisplayName recipientHandle message createdAt editedAt deletedAt deletedBy replyToUuid
  reactions { userUuid emoji } changeUuid`;

const READ_MARKER = 'messageGroupUuid userUuid recipientUuid readUpTo';

const TYPING = 'messageGroupUuid userUuid recipientUuid typing';

const MESSAGE_GROUP = `uuid userUuid otherUserUuid otherUserDisplayName otherUserHandle
  folder blocked muted lastMessage lastMessageMine lastMessageAt lastMessageUuid unreadCount
  readUpTo clearedUpTo`;

export const operations = {
  createMessage: `mutation ($input: CreateMessageInput!) { createMessage(input: $input) { ${MESSAGE} } }`,
  markMessageGroupRead: `mutation ($messageGroupUuid: ID!, $upTo: ID!) {
    markMessageGroupRead(messageGroupUuid: $messageGroupUuid, upTo: $upTo) { ${READ_MARKER} }
  }`,
  messageGroups: `query ($folder: Folder, $limit: Int, $nextToken: String) {
    messageGroups(folder: $folder, limit: $limit, nextToken: $nextToken) {
      items { ${MESSAGE_GROUP} } nextToken
    }
  }`,
  messageGroup: `query ($uuid: ID!) { messageGroup(uuid: $uuid) {
    ${MESSAGE_GROUP} otherUserReadUpTo changeUuid } }`,
  messages: `query ($messageGroupUuid: ID!, $after: ID, $limit: Int, $nextToken: String) {
    messages(messageGroupUuid: $messageGroupUuid, after: $after, limit: $limit, nextToken: $nextToken) {
      items { ${MESSAGE} } nextToken
    }
  }`,
  messagesAfter: `query ($messageGroupUuid: ID!, $after: ID, $limit: Int, $nextToken: String) {
    messagesAfter(messageGroupUuid: $messageGroupUuid, after: $after, limit: $limit, nextToken: $nextToken) {
      items { ${MESSAGE} } nextToken
    }
  }`,
  message: `query ($messageGroupUuid: ID!, $uuid: ID!) {
    message(messageGroupUuid: $messageGroupUuid, uuid: $uuid) { ${MESSAGE} }
  }`,
  changesAfter: `query ($messageGroupUuid: ID!, $after: ID, $limit: Int) {
    changesAfter(messageGroupUuid: $messageGroupUuid, after: $after, limit: $limit) {
      items { ${MESSAGE} } upTo hasMore
    }
  }`,
  updateMessage: `mutation ($input: UpdateMessageInput!) {
    updateMessage(input: $input) { ${MESSAGE} }
  }`,
  deleteMessage: `mutation ($input: DeleteMessageInput!) {
    deleteMessage(input: $input) { ${MESSAGE} }
  }`,
  setReaction: `mutation ($input: SetReactionInput!) {
    setReaction(input: $input) { ${MESSAGE} }
  }`,
  removeReportedMessage: `mutation ($input: RemoveReportedMessageInput!) {
    removeReportedMessage(input: $input) { ${MESSAGE} }
  }`,
  setTyping: `mutation ($messageGroupUuid: ID!, $typing: Boolean!) {
    setTyping(messageGroupUuid: $messageGroupUuid, typing: $typing) { ${TYPING} }
  }`,
  onUpdateMessage: `subscription { onUpdateMessage { ${MESSAGE} } }`,
  onTyping: `subscription ($messageGroupUuid: ID!) {
    onTyping(messageGroupUuid: $messageGroupUuid) { ${TYPING} }
  }`,
  me: `query { me { uuid handle displayName } }`,
  user: `query ($handle: String!) { user(handle: $handle) { uuid handle displayName } }`,
  searchUsers: `query ($prefix: String!, $limit: Int) {
    searchUsers(prefix: $prefix, limit: $limit) { uuid handle displayName }
  }`,
  deleteAccount: `mutation ($messages: MessagesOfDeleted!) { deleteAccount(messages: $messages) }`,
  updateProfile: `mutation ($input: UpdateProfileInput!) {
    updateProfile(input: $input) { uuid handle displayName }
  }`,
  onCreateMessage: `subscription ($messageGroupUuid: ID) {
    onCreateMessage(messageGroupUuid: $messageGroupUuid) { ${MESSAGE} }
  }`,
  updateMessageGroup: `mutation ($input: UpdateMessageGroupInput!) {
    updateMessageGroup(input: $input) { ${MESSAGE_GROUP} }
  }`,
  blockUser: `mutation ($uuid: ID!) { blockUser(uuid: $uuid) { ${MESSAGE_GROUP} } }`,
  unblockUser: `mutation ($uuid: ID!) { unblockUser(uuid: $uuid) { ${MESSAGE_GROUP} } }`,
  mySettings: `query { mySettings { acceptsRequests showsReadReceipts isDiscoverable } }`,
  updateSettings: `mutation ($input: UpdateSettingsInput!) {
    updateSettings(input: $input) { acceptsRequests showsReadReceipts isDiscoverable }
  }`,
  onUpdateMessageGroup: `subscription { onUpdateMessageGroup { ${MESSAGE_GROUP} } }`,
  onMarkMessageGroupRead: `subscription { onMarkMessageGroupRead { ${READ_MARKER} } }`,
} as const;
