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
    /** UTF-16 units of `MessageGroup.lastMessage`. Two rows and two index entries carry it. */
    maxUnits: 120,
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
  handle: { minLength: 2, maxLength: 30 },
  displayName: { maxCodePoints: 50 },
} as const;
