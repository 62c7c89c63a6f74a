/** The numbers of the product, each written once, as pure data. */
export const limits = {
  preview: {
    /** UTF-8 bytes of `MessageGroup.lastMessage`, so that every script costs alike. */
    maxBytes: 100,
  },
  request: {
    /** Messages that a stranger may send before the other person accepts. */
    maxMessages: 5,
  },
  newConversations: {
    /** Conversations that one person may begin on one day, from midnight to midnight UTC. */
    maxADay: 20,
  },
} as const;
