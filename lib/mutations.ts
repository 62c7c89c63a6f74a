/** Every field of a message that the subscribers of its changes need. */
export const changedMessage = `uuid messageGroupUuid userUuid recipientUuid displayName handle message createdAt
      editedAt deletedAt deletedBy replyToUuid reactions { userUuid emoji } changeUuid`;

/** What the seed and the smoke test write. Each mutation selects what its pushes need. */
export const mutations = {
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
    setReaction(input: $input) { ${changedMessage} }
  }`,
} as const;
