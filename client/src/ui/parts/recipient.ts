import type { MessageGroup, Recipient } from '../../messaging';

/** What to call somebody, as far as they are known. */
export const nameOf = ({ displayName, handle }: Omit<Recipient, 'uuid'>): string =>
  displayName ?? (handle ? `@${handle}` : 'Somebody');

/** The other one of a row. */
export const otherOf = (row: MessageGroup): Recipient => ({
  uuid: row.otherUserUuid,
  handle: row.otherUserHandle,
  displayName: row.otherUserDisplayName,
});
