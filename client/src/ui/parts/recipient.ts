import type { MessageGroup, Recipient } from '../../messaging';

/** The name of a person, as far as it is known. */
export const nameOf = ({ displayName, handle }: Omit<Recipient, 'uuid'>): string =>
  displayName ?? (handle ? `@${handle}` : 'Unknown user');

/** The other person of a row. */
export const otherOf = (row: MessageGroup): Recipient => ({
  uuid: row.otherUserUuid,
  handle: row.otherUserHandle,
  displayName: row.otherUserDisplayName,
});
