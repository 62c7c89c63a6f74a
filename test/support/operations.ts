/** The operations that the tests send, as a client would write them. */

const MESSAGE = `uuid messageGroupUuid userUuid displayName handle recipientUuid
  recipientDisplayName recipientHandle message createdAt`;

const MESSAGE_GROUP = `uuid userUuid otherUserUuid otherUserDisplayName otherUserHandle
  lastMessage lastMessageAt lastMessageUuid unreadCount readUpTo`;

export const operations = {
  createMessage: `mutation ($input: CreateMessageInput!) { createMessage(input: $input) { ${MESSAGE} } }`,
  markMessageGroupRead: `mutation ($messageGroupUuid: ID!, $upTo: ID!) {
    markMessageGroupRead(messageGroupUuid: $messageGroupUuid, upTo: $upTo) { ${MESSAGE_GROUP} }
  }`,
  messageGroups: `query ($limit: Int, $nextToken: String) {
    messageGroups(limit: $limit, nextToken: $nextToken) { items { ${MESSAGE_GROUP} } nextToken }
  }`,
  messageGroup: `query ($uuid: ID!) { messageGroup(uuid: $uuid) { ${MESSAGE_GROUP} } }`,
  messages: `query ($messageGroupUuid: ID!, $limit: Int, $nextToken: String) {
    messages(messageGroupUuid: $messageGroupUuid, limit: $limit, nextToken: $nextToken) {
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
  onMarkMessageGroupRead: `subscription { onMarkMessageGroupRead { ${MESSAGE_GROUP} } }`,
} as const;
