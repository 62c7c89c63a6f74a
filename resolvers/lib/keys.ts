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
