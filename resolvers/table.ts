/**
 * The one table: key names, index and TTL attribute, as pure data. The CDK table and the local
 * CreateTable are both made from it; `lib/keys.ts` builds the values. The model is described in
 * docs/data-model.md.
 */
export const table = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Each folder of each user, the conversation with the newest message last. */
  index: {
    name: 'messageGroupsByFolder',
    partitionKey: 'folder',
    sortKey: 'lastMessageUuid',
    /** Exactly what lists show, so that 20 rows stay near 8 KB. Keys are always projected. */
    projection: [
      'otherUserDisplayName',
      'otherUserHandle',
      'lastMessage',
      'lastMessageMine',
      'unreadCount',
      'muted',
    ],
  },
  /** Epoch seconds. Send tokens carry it. */
  timeToLiveAttribute: 'expiresAt',
  /** The stream of changes, for the worker: keys only, so no text is ever in it. */
  stream: 'KEYS_ONLY',
} as const;
