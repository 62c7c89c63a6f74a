import type { MessageGroupItem } from './items.js';
import { folderKey } from './folders.js';
import { hasConversation } from './items.js';
import { isGiven } from './isGiven.js';
import { changeHeadKey, messageGroupKey } from './keys.js';
import { remove, type TransactionItem, update } from './transaction.js';

/** A block that is made or ended: `ctx.stash.block`. */
export interface Block {
  groupUuid: string;
  blocker: string;
  /** The blocked person; names where the block is made. */
  person: { uuid: string; handle?: string; displayName?: string };
  /** The row as the last try met it. */
  row?: MessageGroupItem | null;
  isDone?: boolean;
}

/** The head's attribute that says that the first or the second of the conversation's two blocks. */
const flagOf = ({ groupUuid, blocker }: Block): string =>
  groupUuid.startsWith(blocker) ? 'blockedBy1' : 'blockedBy2';

/**
 * The row asks sends to stay away, the head of the change log asks changes; both or neither. Where
 * there was no conversation the row's place in the list is the time of the block, and it has no names: those
 * are read with it (`nameBlocked`).
 *
 * @param now a ULID of now
 */
export const blockItems = (block: Block, now: string): TransactionItem[] => [
  update(
    messageGroupKey(block.blocker, block.groupUuid),
    {
      expression:
        'SET blocked = :yes, folder = :folder, lastMessageUuid = if_not_exists(lastMessageUuid, :now)',
      values: { ':yes': true, ':folder': folderKey(block.blocker, 'BLOCKED'), ':now': now },
    },
    { expression: 'attribute_not_exists(blocked)' },
  ),
  update(changeHeadKey(block.groupUuid), {
    expression: `SET ${flagOf(block)} = :yes`,
    values: { ':yes': true },
  }),
];

/**
 * Without a conversation the row goes. One that was cleared, with nothing new since, goes to no list.
 * Which of the three it is, is a condition: where it does not hold, the row comes back and the next
 * try knows.
 */
export const unblockItems = (block: Block): TransactionItem[] => [
  unblockRow(block),
  update(changeHeadKey(block.groupUuid), { expression: `REMOVE ${flagOf(block)}` }),
];

function unblockRow({ blocker, groupUuid, row }: Block): TransactionItem {
  const key = messageGroupKey(blocker, groupUuid);
  const values = { ':yes': true };
  if (row && !hasConversation(row)) {
    const expression = 'blocked = :yes AND attribute_not_exists(unreadCount)';
    return remove(key, { expression, values });
  }
  if (row && isGiven(row.clearedUpTo) && row.clearedUpTo >= row.lastMessageUuid) {
    const expression = 'blocked = :yes AND clearedUpTo >= lastMessageUuid';
    return update(key, { expression: 'REMOVE folder, blocked' }, { expression, values });
  }
  return update(
    key,
    { expression: 'SET folder = home REMOVE blocked' },
    {
      expression:
        'blocked = :yes AND attribute_exists(unreadCount) AND (attribute_not_exists(clearedUpTo) OR clearedUpTo < lastMessageUuid)',
      values,
    },
  );
}
