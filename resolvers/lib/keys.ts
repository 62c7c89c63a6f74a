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
