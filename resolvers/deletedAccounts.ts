/**
 * The list of deleted accounts, as pure data: a table of its own, for a restore of the messages' table must
 * not take it back in time (docs/adr/0008-a-list-of-deleted-accounts.md). CDK and the host make it from
 * here; the worker writes it.
 */
export const deletedAccounts = {
  /** The person's uuid. */
  partitionKey: 'uuid',
  /** Epoch seconds. */
  timeToLiveAttribute: 'expiresAt',
  /** How much longer an entry is kept than any backup that can have the person in it: a restore takes its time. */
  marginDays: 7,
} as const;

/**
 * How long an entry is kept, in days.
 * @param backupDays for how long each kind of backup can bring a person back
 */
export const daysListed = (...backupDays: readonly number[]): number =>
  Math.max(0, ...backupDays) + deletedAccounts.marginDays;
