import { isLater, latestOf } from './ids';
import { withChange, withMessage } from './inboxMessages';
import { doubt, rowOf, rowsOf, withRow, type Inbox } from './inboxRows';
import type { Folder, Message, MessageGroup } from './types';

export { emptyInbox, rowsOf, type Inbox } from './inboxRows';

export type InboxEvent =
  /** Single rows, by push or as the answer to a change of theirs: they may be a little old. */
  | { type: 'rows'; rows: readonly MessageGroup[] }
  /** Single rows, read just now. */
  | { type: 'read rows'; rows: readonly MessageGroup[] }
  /** Rows of a folder, read from the API: from the start of the list, or from where it went on. */
  | {
      type: 'list';
      folder: Folder;
      rows: readonly MessageGroup[];
      nextToken: string | null;
      fromStart: boolean;
    }
  /** Rows that no longer exist. */
  | { type: 'gone'; messageGroupUuids: readonly string[] }
  /** A message, by push or as the answer to a send. */
  | { type: 'message'; message: Message; userUuid: string }
  /** Messages of one conversation, after changes; not always the last ones. */
  | { type: 'changes'; messages: readonly Message[]; userUuid: string }
  /** This device marks a conversation as read, or `elsewhere`: another one has marked it. */
  | { type: 'read'; messageGroupUuid: string; upTo: string; elsewhere?: boolean }
  /** These rows are being refetched. */
  | { type: 'refetching'; messageGroupUuids: readonly string[] };

/** What the inbox is after an event; the same object when nothing has changed. */
export function inboxReducer(inbox: Inbox, event: InboxEvent): Inbox {
  switch (event.type) {
    case 'rows':
      return event.rows.reduce(mergeUncertain, inbox);
    case 'read rows':
      return event.rows.reduce(mergeRow, inbox);
    case 'list': {
      const { folder, nextToken } = event;
      const next = event.rows.reduce(mergeListed, doubtMissing(inbox, event));
      return { ...next, nextTokens: { ...next.nextTokens, [folder]: nextToken } };
    }
    case 'gone': {
      const gone = new Set(event.messageGroupUuids);
      return { ...inbox, rows: inbox.rows.filter(({ uuid }) => !gone.has(uuid)) };
    }
    case 'message':
      return withMessage(inbox, event.message, event.userUuid);
    case 'changes':
      return event.messages.reduce(
        (next, message) => withChange(next, message, event.userUuid),
        inbox,
      );
    case 'read': {
      const row = rowOf(inbox, event.messageGroupUuid);
      if (!row || !isLater(event.upTo, row.readUpTo)) return inbox;
      const all = !isLater(row.lastMessageUuid, event.upTo);
      const unreadCount = all ? 0 : row.unreadCount;
      const next = withRow(inbox, { ...row, readUpTo: event.upTo, unreadCount });
      return all || !event.elsewhere ? next : doubt(next, row.uuid);
    }
    case 'refetching': {
      const refetching = new Set(event.messageGroupUuids);
      return { ...inbox, doubtful: inbox.doubtful.filter((uuid) => !refetching.has(uuid)) };
    }
  }
}

/** Only these count in the title and make themselves heard. */
export const rings = (row: MessageGroup): boolean => row.folder === 'INBOX' && !row.muted;

/** Unread messages of the known conversations that ring. */
export const unreadTotal = ({ rows }: Inbox): number =>
  rows.filter(rings).reduce((total, { unreadCount }) => total + unreadCount, 0);

/** A row that a list has no more may have gone to another folder: it is asked for. */
function doubtMissing(inbox: Inbox, event: Extract<InboxEvent, { type: 'list' }>): Inbox {
  if (!event.fromStart) return inbox;
  const listed = new Set(event.rows.map(({ uuid }) => uuid));
  const end = event.nextToken === null ? null : (event.rows.at(-1)?.lastMessageUuid ?? null);
  return rowsOf(inbox, event.folder)
    .filter((row) => !listed.has(row.uuid) && isLater(row.lastMessageUuid, end))
    .reduce((next, { uuid }) => doubt(next, uuid), inbox);
}

/** Lists are read from an index, which may be older than what is known: a move is asked for. */
function mergeListed(inbox: Inbox, listed: MessageGroup): Inbox {
  const known = rowOf(inbox, listed.uuid);
  if (!known || known.folder === listed.folder) return mergeUncertain(inbox, listed);
  return doubt(inbox, listed.uuid);
}

/**
 * A change of a message changes nothing in a row that tells its states apart. Where the preview or the
 * count differs for no other reason, either may be the older one: the row is asked for.
 */
function mergeUncertain(inbox: Inbox, given: MessageGroup): Inbox {
  const known = rowOf(inbox, given.uuid);
  const next = mergeRow(inbox, given);
  const differs =
    known?.lastMessageUuid === given.lastMessageUuid &&
    (known.lastMessage !== given.lastMessage ||
      (known.readUpTo === given.readUpTo && known.unreadCount !== given.unreadCount));
  return differs ? doubt(next, given.uuid) : next;
}

/** A row may be older than what pushes have brought. */
function mergeRow(inbox: Inbox, given: MessageGroup): Inbox {
  const known = rowOf(inbox, given.uuid);
  if (!known) return withRow(inbox, given);
  // Lists do not have it, and it never goes back.
  const incoming = { ...given, clearedUpTo: latestOf(known.clearedUpTo, given.clearedUpTo) };
  const olderMessage = isLater(known.lastMessageUuid, incoming.lastMessageUuid);
  const olderMarker = isLater(known.readUpTo, incoming.readUpTo);
  if (!olderMessage && !olderMarker) return withRow(inbox, incoming);
  const newerMessage = isLater(incoming.lastMessageUuid, known.lastMessageUuid);
  const newerMarker = isLater(incoming.readUpTo, known.readUpTo);
  if (!newerMessage && !newerMarker) {
    const next = withSettings(inbox, known, incoming);
    // Unread rows of lists have no marker: with the same newest message only a read row tells the counts apart.
    const hasNoMarker = !olderMessage && incoming.readUpTo === null;
    const differs = hasNoMarker && incoming.unreadCount !== known.unreadCount;
    return differs ? doubt(next, incoming.uuid) : next;
  }
  // One has a newer message, the other a newer marker: neither count is right.
  const merged = olderMessage
    ? { ...known, readUpTo: incoming.readUpTo, unreadCount: incoming.unreadCount }
    : { ...incoming, readUpTo: known.readUpTo };
  return doubt(withRow(inbox, merged), incoming.uuid);
}

/**
 * What the owner has set on the row, its names and its preview. A message that came later may have moved it: it is
 * asked for.
 */
function withSettings(inbox: Inbox, known: MessageGroup, incoming: MessageGroup): Inbox {
  const { folder, muted, blocked, clearedUpTo, lastMessage } = incoming;
  const { otherUserDisplayName, otherUserHandle } = incoming;
  const isOlder = isLater(known.lastMessageUuid, incoming.lastMessageUuid);
  const isSame =
    known.folder === folder &&
    known.muted === muted &&
    known.blocked === blocked &&
    known.clearedUpTo === clearedUpTo &&
    known.otherUserDisplayName === otherUserDisplayName &&
    known.otherUserHandle === otherUserHandle &&
    (known.lastMessage === lastMessage || isOlder);
  if (isSame) return inbox;
  if (isOlder) return doubt(inbox, known.uuid);
  const names = { otherUserDisplayName, otherUserHandle };
  const settings = { folder, muted, blocked, clearedUpTo };
  return withRow(inbox, { ...known, ...names, ...settings, lastMessage });
}
