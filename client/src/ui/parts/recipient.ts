import type { MessageGroup, Recipient } from '../../messaging';

type Names = Omit<Recipient, 'uuid'>;

/** The account is deleted: nothing else takes both names away. */
export const isGone = ({ displayName, handle }: Names): boolean =>
  displayName === null && handle === null;

/** The name of a person, or what stands in the place of one who is gone. */
export const nameOf = ({ displayName, handle }: Names): string =>
  displayName ?? (handle ? `@${handle}` : 'Deleted account');

/** The other person of a row. */
export const otherOf = (row: MessageGroup): Recipient => ({
  uuid: row.otherUserUuid,
  handle: row.otherUserHandle,
  displayName: row.otherUserDisplayName,
});
