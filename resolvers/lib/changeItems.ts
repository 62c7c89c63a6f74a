import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import type { Change } from './change.js';
import { membersOf } from './ids.js';
import { isGiven } from './isGiven.js';
import type { MessageGroupItem, MessageItem } from './items.js';
import { changeHeadKey, changeKey, messageGroupKey, messageKey } from './keys.js';
import { DAY_SECONDS } from './day.js';
import { newMessageUuid } from './messageUuid.js';
import { previewOf } from './text.js';
import { put, type TransactionItem, update } from './transaction.js';

/** One try of a change. */
interface ChangeTry {
  items: TransactionItem[];
  /** Which row each item after the first three is of: 0 or 1. */
  rows: number[];
  /** The message as it will be. */
  message: MessageItem;
}

/**
 * The transaction's items: the message under the condition that it is still the version that was read,
 * the log's entry, the log's head, and the rows that show or count the message.
 */
export function changeItems(change: Change): ChangeTry {
  const { groupUuid, uuid } = change;
  const { head } = change.found!;
  const changeUuid = newMessageUuid(head.changeUuid);
  const now = util.time.nowISO8601();
  const items = [
    updateMessage(change, changeUuid, now),
    put(changeKey(groupUuid, changeUuid), {
      messageUuid: uuid,
      expiresAt: util.time.nowEpochSeconds() + limits.changes.retentionDays * DAY_SECONDS,
      ...(head.changeUuid ? { previous: head.changeUuid } : {}),
    }),
    updateHead(change, changeUuid),
  ];
  const rows: number[] = [];
  for (const at of [0, 1]) {
    const item = rowItem(change, at, changeUuid);
    if (item) {
      items.push(item);
      rows.push(at);
    }
  }
  return { items, rows, message: messageAfter(change, changeUuid, now) };
}

/** Every change gives the message a new `changeUuid`: the same one is the same version. */
function updateMessage(change: Change, changeUuid: string, now: string): TransactionItem {
  const { changeUuid: was, userUuid } = change.found!.message;
  const version = was
    ? { expression: 'changeUuid = :was', values: { ':was': was } }
    : { expression: 'attribute_not_exists(changeUuid)', values: {} };
  return update(messageKey(change.groupUuid, change.uuid), messageUpdate(change, changeUuid, now), {
    expression: `userUuid = :sender AND ${version.expression}`,
    values: { ':sender': userUuid, ...version.values },
  });
}

function messageUpdate(change: Change, changeUuid: string, now: string) {
  const { deletedBy, emoji, text } = change;
  if (deletedBy) {
    return {
      expression:
        'SET deletedAt = :now, deletedBy = :by, changeUuid = :change REMOVE message, editedAt, edits, reactionOf1, reactionOf2',
      values: { ':now': now, ':by': deletedBy, ':change': changeUuid },
    };
  }
  if (isGiven(text)) {
    return {
      expression:
        'SET message = :text, editedAt = :now, edits = if_not_exists(edits, :zero) + :one, changeUuid = :change',
      values: { ':text': text, ':now': now, ':zero': 0, ':one': 1, ':change': changeUuid },
    };
  }
  const reaction = reactionOf(change);
  return isGiven(emoji)
    ? {
        expression: `SET ${reaction} = :emoji, changeUuid = :change`,
        values: { ':emoji': emoji, ':change': changeUuid },
      }
    : {
        expression: `SET changeUuid = :change REMOVE ${reaction}`,
        values: { ':change': changeUuid },
      };
}

/** The stored message after the change, for the answer and the push. */
function messageAfter(change: Change, changeUuid: string, now: string): MessageItem {
  const { message } = change.found!;
  const { deletedBy, emoji, text } = change;
  if (deletedBy) {
    const { sk, userUuid, displayName, handle, replyToUuid } = message;
    const kept = { sk, userUuid, displayName, handle, replyToUuid };
    return { ...kept, deletedAt: now, deletedBy, changeUuid };
  }
  if (isGiven(text)) return { ...message, message: text, editedAt: now, changeUuid };
  return { ...message, [reactionOf(change)]: emoji ?? undefined, changeUuid };
}

const reactionOf = ({ groupUuid, by }: Change): 'reactionOf1' | 'reactionOf2' =>
  groupUuid.startsWith(by) ? 'reactionOf1' : 'reactionOf2';

/**
 * The log is a chain: each change names the one before it. Nothing is edited, and there is no reaction,
 * between people of whom one blocks the other; what is unsent goes all the same.
 */
function updateHead(change: Change, changeUuid: string): TransactionItem {
  const previous = change.found!.head.changeUuid;
  const chain = previous ? 'changeUuid = :previous' : 'attribute_not_exists(changeUuid)';
  const open = 'attribute_not_exists(blockedBy1) AND attribute_not_exists(blockedBy2)';
  return update(
    changeHeadKey(change.groupUuid),
    { expression: 'SET changeUuid = :change', values: { ':change': changeUuid } },
    {
      expression: change.deletedBy ? chain : `${chain} AND ${open}`,
      ...(previous ? { values: { ':previous': previous } } : {}),
    },
  );
}

/**
 * The change of one person's row, undefined where there is none. The preview changes where the message
 * is the newest one and the row is not cleared; a message that was unread is taken off the count.
 * What does not hold any more by the time of the write is a condition.
 */
function rowItem(change: Change, at: number, changeUuid: string): TransactionItem | undefined {
  const { groupUuid, uuid, deletedBy, text } = change;
  const { message, rows } = change.found!;
  const row: MessageGroupItem | null | undefined = rows[at];
  const owner = membersOf(groupUuid)[at]!;
  if (!row || (!deletedBy && !isGiven(text))) return undefined;
  // Ids only rise: a message that is not the newest one never is again, and markers only go on.
  const isShown = row.lastMessageUuid <= uuid && (row.clearedUpTo ?? '') < uuid;
  const isCounted = !!deletedBy && owner !== message.userUuid && (row.readUpTo ?? '') < uuid;
  if (!isShown && !isCounted) return undefined;
  const sets: string[] = [];
  const conditions: string[] = [];
  let values: Record<string, unknown> = {};
  let conditionValues: Record<string, unknown> = {};
  if (isShown) {
    conditions.push(
      'lastMessageUuid = :newest AND (attribute_not_exists(clearedUpTo) OR clearedUpTo < :newest)',
    );
    conditionValues = { ':newest': uuid };
    if (!deletedBy) {
      sets.push('lastMessage = :preview');
      values = { ':preview': previewOf(text!) };
    }
  }
  if (isCounted) {
    sets.push('unreadCount = unreadCount - :one, lastUnsend = :change');
    values = { ':one': 1, ':change': changeUuid };
    conditions.push('(attribute_not_exists(readUpTo) OR readUpTo < :unread)');
    conditionValues = { ...conditionValues, ':unread': uuid };
  }
  const set = sets.length > 0 ? `SET ${sets.join(', ')}` : '';
  const removal = isShown && deletedBy ? 'REMOVE lastMessage' : '';
  return update(
    messageGroupKey(owner, groupUuid),
    { expression: `${set} ${removal}`.trim(), ...(sets.length > 0 ? { values } : {}) },
    { expression: conditions.join(' AND '), values: conditionValues },
  );
}
