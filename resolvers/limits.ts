/** The numbers of the product, each written once, as pure data. */
export const limits = {
  report: {
    /** Reports of one person a day (UTC). */
    perDay: 10,
    /** Messages before the reported one, and as many after it, where the reporter agrees. */
    contextMessages: 5,
    /**
     * Bytes of UTF-8 of one such message. With a reported message of the longest kind (4,096 bytes)
     * the evidence holds at most 8 KB of messages.
     */
    contextMessageBytes: 400,
    /** Unicode code points of the reporter's words. */
    commentMaxCodePoints: 500,
    /** Unicode code points of a decision's statement of reasons. */
    statementMaxCodePoints: 500,
    /** Decisions about one report: each is kept. */
    maxDecisions: 20,
    /** For how long a person may be suspended by one decision. */
    maxSuspensionDays: 3650,
    /** How long a case and its evidence are kept after the decision, where the stage does not say. */
    retentionDays: 180,
  },
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
