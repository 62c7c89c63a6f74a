/** The values of the table's keys, one function an item. The model is described in docs/data-model.md. */

export type ItemKey = {
  pk: string;
  sk: string;
};

/** All messages of a conversation; the sort key is the message's id. */
export const messagePartition = (groupUuid: string): string => `MSG#${groupUuid}`;

/** One message. */
export const messageKey = (groupUuid: string, messageUuid: string): ItemKey => ({
  pk: messagePartition(groupUuid),
  sk: messageUuid,
});

/** All conversation rows of a user; the sort key is the conversation's id. */
export const messageGroupPartition = (userUuid: string): string => `GRP#${userUuid}`;

/** A user's row of one conversation. */
export const messageGroupKey = (userUuid: string, groupUuid: string): ItemKey => ({
  pk: messageGroupPartition(userUuid),
  sk: groupUuid,
});

/** A user's profile. */
export const profileKey = (userUuid: string): ItemKey => ({ pk: `USR#${userUuid}`, sk: 'PROFILE' });

/** The claim on a handle: whoever has this item has the handle. */
export const handleKey = (handle: string): ItemKey => ({ pk: `HDL#${handle}`, sk: 'HANDLE' });

/** What a sender's `clientToken` has stored in a conversation. */
export const sendTokenKey = (groupUuid: string, senderUuid: string, token: string): ItemKey => ({
  pk: `TKN#${groupUuid}`,
  sk: `${senderUuid}#${token}`,
});

/** The head of a conversation's change log; here it says which of the two blocks the other. */
export const changeHeadKey = (groupUuid: string): ItemKey => ({
  pk: `CHG#${groupUuid}`,
  sk: 'HEAD',
});

/**
 * Values of the index's partition key that are no person's folder. In these queues the index's sort
 * key, `lastMessageUuid`, holds a time (ISO 8601, UTC): when the report was made, or when the work is
 * due.
 */
export const queues = {
  openReports: 'reports#open',
  decidedReports: 'reports#decided',
  work: 'work',
} as const;

/** All reports that one person has made; the sort key is `<message>_<reported person>`. */
export const reportPartition = (reporterUuid: string): string => `RPT#${reporterUuid}`;

const UUID_LENGTH = 36;

/** A report's case, by its uuid `<reporter>_<message>_<reported person>`. */
export const reportKey = (reportUuid: string): ItemKey => ({
  pk: reportPartition(reportUuid.slice(0, UUID_LENGTH)),
  sk: reportUuid.slice(UUID_LENGTH + 1),
});

/** The uuid of the report whose case has this key. */
export const reportUuidOf = ({ pk, sk }: ItemKey): string =>
  `${pk.slice(reportPartition('').length)}_${sk}`;

/** What a report is about: the messages and the reporter's words. */
export const evidenceKey = (reportUuid: string): ItemKey => ({
  pk: `EVD#${reportUuid}`,
  sk: 'EVIDENCE',
});

/** How often a person has reported on a day, `YYYY-MM-DD` in UTC. */
export const reportCountKey = (userUuid: string, day: string): ItemKey => ({
  pk: `LIM#${userUuid}`,
  sk: `REPORTS#${day}`,
});

/**
 * What must still follow from a change of the person's profile. A partition of its own, not the
 * profile's: roles are limited by partition keys, and so one that may put or delete work items cannot
 * touch a profile.
 */
export const workKey = (userUuid: string): ItemKey => ({ pk: `WRK#${userUuid}`, sk: 'WORK' });

/** Whose work item a partition key is of. */
export const userOfWork = (pk: string): string => pk.slice(workKey('').pk.length);
