/**
 * The one table: key names, index and TTL attribute, as pure data. The CDK table and the local
 * CreateTable are both made from it; `lib/keys.ts` builds the values. The model is described in
 * docs/data-model.md.
 */
export const table = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Conversation rows carry `lastMessageUuid`, nothing else does: the index holds just them. */
  index: {
    name: 'messageGroupsByLastMessage',
    partitionKey: 'pk',
    sortKey: 'lastMessageUuid',
  },
  /** Epoch seconds. Send tokens carry it. */
  timeToLiveAttribute: 'expiresAt',
  /** The stream of changes, for the worker: keys only, so no text is ever in it. */
  stream: 'KEYS_ONLY',
} as const;
