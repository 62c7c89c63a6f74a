/** The key values of the table, one function for each item. docs/data-model.md describes the model. */

import { skeletonOf } from '../handles.js';

export type ItemKey = {
  pk: string;
  sk: string;
};

/** Partition of the messages of a conversation. The sort key is the message id. */
export const messagePartition = (groupUuid: string): string => `MSG#${groupUuid}`;

/** Key of a message. */
export const messageKey = (groupUuid: string, messageUuid: string): ItemKey => ({
  pk: messagePartition(groupUuid),
  sk: messageUuid,
});

/** Partition of the conversation rows of a user. The sort key is the conversation id. */
export const messageGroupPartition = (userUuid: string): string => `GRP#${userUuid}`;

/** Key of a user's row of a conversation. */
export const messageGroupKey = (userUuid: string, groupUuid: string): ItemKey => ({
  pk: messageGroupPartition(userUuid),
  sk: groupUuid,
});

/** Key of a user's profile. */
export const profileKey = (userUuid: string): ItemKey => ({ pk: `USR#${userUuid}`, sk: 'PROFILE' });

/**
 * Key of the claim on a handle and on all that look like it. The owner of this item owns the handle,
 * which is the attribute `handle`: compare it. A partition holds all claims with the same beginning.
 */
export function handleKey(handle: string): ItemKey {
  const skeleton = skeletonOf(handle);
  return { pk: `HDL#${skeleton.slice(0, 3)}`, sk: skeleton };
}

/** Key of a send token: records the message that a sender stored with a `clientToken`. */
export const sendTokenKey = (groupUuid: string, senderUuid: string, token: string): ItemKey => ({
  pk: `TKN#${groupUuid}`,
  sk: `${senderUuid}#${token}`,
});

/** Partition of a conversation's change log. The sort key is the change's id, or `HEAD`, which is last. */
export const changePartition = (groupUuid: string): string => `CHG#${groupUuid}`;

/** Key of one change of a message. */
export const changeKey = (groupUuid: string, changeUuid: string): ItemKey => ({
  pk: changePartition(groupUuid),
  sk: changeUuid,
});

/** Key of the head of a change log: the last change, and which of the two blocks the other. */
export const changeHeadKey = (groupUuid: string): ItemKey => changeKey(groupUuid, 'HEAD');

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

/**
 * A conversation that the worker has gone through for a deleted account, in the partition of its work item. At
 * the last look the other person's row is asked for once more.
 */
export const workTraceKey = (userUuid: string, groupUuid: string): ItemKey => ({
  pk: workKey(userUuid).pk,
  sk: `GRP#${groupUuid}`,
});

/** Which conversation a trace's sort key is of. */
export const groupOfTrace = (sk: string): string => sk.slice(workTraceKey('', '').sk.length);

/** Whose work item a partition key is of. */
export const userOfWork = (pk: string): string => pk.slice(workKey('').pk.length);
