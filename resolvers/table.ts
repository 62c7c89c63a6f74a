/**
 * The table: key names, index and TTL attribute, as pure data. CDK and the host create the table from
 * it; `lib/keys.ts` builds key values. docs/data-model.md describes the model.
 */
export const table = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** The conversations of each folder of each user, the one with the newest message last. */
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
  /** Epoch seconds. What DynamoDB is to delete has it: docs/data-model.md says which items. */
  timeToLiveAttribute: 'expiresAt',
  /** The stream of changes, for the worker: keys only, so no text is ever in it. */
  stream: 'KEYS_ONLY',
} as const;
