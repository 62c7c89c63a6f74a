/**
 * The table: key names, index and TTL attribute, as pure data. CDK and the host create the table from
 * it; `lib/keys.ts` builds key values. docs/data-model.md describes the model.
 */
export const table = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Only conversation rows have `lastMessageUuid`, so the index holds only them. */
  index: {
    name: 'messageGroupsByLastMessage',
    partitionKey: 'pk',
    sortKey: 'lastMessageUuid',
  },
  /** Epoch seconds. Send tokens have it. */
  timeToLiveAttribute: 'expiresAt',
} as const;
