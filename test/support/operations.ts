/** The operations that the tests send, as a client would write them. */

const MESSAGE = `uuid messageGroupUuid userUuid displayName handle recipientUuid
  recipientDisplayName recipientHandle message createdAt`;

const MESSAGE_GROUP = `uuid userUuid otherUserUuid otherUserDisplayName otherUserHandle
  folder blocked muted lastMessage lastMessageMine lastMessageAt lastMessageUuid unreadCount
  readUpTo clearedUpTo`;

export const operations = {
  createMessage: `mutation ($input: CreateMessageInput!) { createMessage(input: $input) { ${MESSAGE} } }`,
  markMessageGroupRead: `mutation ($messageGroupUuid: ID!, $upTo: ID!) {
    markMessageGroupRead(messageGroupUuid: $messageGroupUuid, upTo: $upTo) { ${MESSAGE_GROUP} }
  }`,
  messageGroups: `query ($folder: Folder, $limit: Int, $nextToken: String) {
    messageGroups(folder: $folder, limit: $limit, nextToken: $nextToken) {
      items { ${MESSAGE_GROUP} } nextToken
    }
  }`,
  messageGroup: `query ($uuid: ID!) { messageGroup(uuid: $uuid) { ${MESSAGE_GROUP} } }`,
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
  me: `query { me { uuid handle displayName } }`,
  user: `query ($handle: String!) { user(handle: $handle) { uuid handle displayName } }`,
  onCreateMessage: `subscription ($messageGroupUuid: ID) {
    onCreateMessage(messageGroupUuid: $messageGroupUuid) { ${MESSAGE} }
  }`,
  updateMessageGroup: `mutation ($input: UpdateMessageGroupInput!) {
    updateMessageGroup(input: $input) { ${MESSAGE_GROUP} }
  }`,
  blockUser: `mutation ($uuid: ID!) { blockUser(uuid: $uuid) { ${MESSAGE_GROUP} } }`,
  unblockUser: `mutation ($uuid: ID!) { unblockUser(uuid: $uuid) { ${MESSAGE_GROUP} } }`,
  mySettings: `query { mySettings { acceptsRequests } }`,
  updateSettings: `mutation ($input: UpdateSettingsInput!) {
    updateSettings(input: $input) { acceptsRequests }
  }`,
  onUpdateMessageGroup: `subscription { onUpdateMessageGroup { ${MESSAGE_GROUP} } }`,
  onMarkMessageGroupRead: `subscription { onMarkMessageGroupRead { ${MESSAGE_GROUP} } }`,
} as const;
