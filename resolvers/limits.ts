/**
 * The numbers of the product, each written once, as pure data. Resolvers, triggers, host, client
 * (by `client/src/generated/limits.ts`) and tests read them from here. How deep a request may go is
 * in `manifest.ts`; what the user pool asks is in `userPool.ts`.
 */
export const limits = {
  message: {
    /** Unicode code points of a message's text. */
    maxCodePoints: 1024,
  },
  preview: {
    /** UTF-8 bytes of `MessageGroup.lastMessage`, so that every script costs the same. */
    maxBytes: 100,
  },
  request: {
    /** Messages that a stranger may send before the other person accepts. */
    maxMessages: 5,
  },
  edit: {
    /** How long after sending a text can be changed. */
    windowMinutes: 15,
    /** Changes of one text. */
    max: 10,
  },
  reaction: {
    /** UTF-8 bytes of one emoji. The longest of Unicode 15 (a kiss with two skin tones) has 35. */
    maxBytes: 40,
  },
  changes: {
    /** How long a conversation's change log keeps a change. */
    retentionDays: 90,
  },
  newConversations: {
    /** Conversations that one person may begin on one day, from midnight to midnight UTC. */
    maxADay: 20,
  },
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
    /** The longest suspension by one decision. */
    maxSuspensionDays: 3650,
    /** How long a case and its evidence are kept after the decision, unless the stage sets it. */
    retentionDays: 180,
  },
  /** Items of one page of a list. */
  page: { defaultSize: 20, maxSize: 100 },
  readMarker: {
    /** Messages that one marker may step over. A Query ends at 1 MB; the longest messages are 4 KB. */
    maxStep: 200,
  },
  clientToken: {
    maxLength: 64,
    /** How long a second send with the same token stores nothing. */
    validHours: 24,
  },
  /** Characters. */
  handle: {
    minLength: 2,
    maxLength: 30,
    /** How long a handle that was given up is kept from others. */
    heldDays: 30,
    /** Handles that one person may have within that time, the first one included. */
    maxHeld: 3,
  },
  account: {
    /** Minutes after a sign-in within which an account can be deleted. */
    freshSignInMinutes: 5,
  },
  search: {
    /** Characters of a handle's beginning. */
    minLength: 3,
    defaultSize: 10,
    maxSize: 20,
  },
  displayName: { maxCodePoints: 50 },
} as const;
