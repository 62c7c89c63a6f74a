import type { ReadMarker } from '../../generated/schema.js';
import { folderOf } from './folders.js';
import { otherOf } from './ids.js';
import type { MessageGroupItem } from './items.js';

/** What a marker's filter and its subscribers need: every field. */
export const PUSHED_READ_MARKER = ['messageGroupUuid', 'userUuid', 'recipientUuid', 'readUpTo'];

/** Whether the other person may see how far the row's owner has read. A request shows no marker. */
const showsRead = (row: MessageGroupItem): boolean =>
  folderOf(row.home) === 'INBOX' && !row.hidesRead;

/**
 * The marker of a row, for its owner's devices and, where they may see it, for the other person. While
 * the owner blocks that person no marker moves, and none is pushed. @param userUuid the row's owner
 */
export const toReadMarker = (row: MessageGroupItem, userUuid: string): ReadMarker => ({
  messageGroupUuid: row.sk,
  userUuid,
  recipientUuid: showsRead(row) && !row.blocked ? otherOf(row.sk, userUuid) : null,
  readUpTo: row.readUpTo,
});

/**
 * How far the other person has read, as the owner of `own` may see it. A block changes nothing of it, for
 * it must not be seen: the marker does not move.
 */
export const otherReadUpTo = (
  own: MessageGroupItem,
  other: MessageGroupItem | null | undefined,
): string | null => (other && !own.hidesRead && showsRead(other) ? (other.readUpTo ?? null) : null);
