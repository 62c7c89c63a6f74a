import { previewOf } from './preview';
import type { Message, MessageGroup } from './types';

/** The caller's conversations as far as they are known, newest message first. */
export interface Inbox {
  readonly rows: readonly MessageGroup[];
  /** Goes on with older conversations; null: these are all. */
  readonly nextToken: string | null;
  /** Conversations whose row cannot be derived from events and has to be refetched. */
  readonly doubtful: readonly string[];
}

export type InboxEvent =
  /** Rows read from the API. `nextToken` where the list goes on; left out: the end stays where it was. */
  | { type: 'rows'; rows: readonly MessageGroup[]; nextToken?: string | null }
  /** A message, by push or as the answer to a send. */
  | { type: 'message'; message: Message; userUuid: string }
  /** This device marks a conversation as read; the answer comes later, as `rows`. */
  | { type: 'read'; messageGroupUuid: string; upTo: string }
  /** These rows are being refetched. */
  | { type: 'refetching'; messageGroupUuids: readonly string[] };

export const emptyInbox: Inbox = { rows: [], nextToken: null, doubtful: [] };

/** What the inbox is after an event; the same object when nothing has changed. */
export function inboxReducer(inbox: Inbox, event: InboxEvent): Inbox {
  switch (event.type) {
    case 'rows': {
      const next = event.rows.reduce(mergeRow, inbox);
      return event.nextToken === undefined ? next : { ...next, nextToken: event.nextToken };
    }
    case 'message':
      return withMessage(inbox, event.message, event.userUuid);
    case 'read': {
      const row = rowOf(inbox, event.messageGroupUuid);
      if (!row || !isLater(event.upTo, row.readUpTo)) return inbox;
      const all = !isLater(row.lastMessageUuid, event.upTo);
      return withRow(inbox, {
        ...row,
        readUpTo: event.upTo,
        unreadCount: all ? 0 : row.unreadCount,
      });
    }
    case 'refetching': {
      const refetching = new Set(event.messageGroupUuids);
      return { ...inbox, doubtful: inbox.doubtful.filter((uuid) => !refetching.has(uuid)) };
    }
  }
}

/** Unread messages of all known conversations. */
export const unreadTotal = (inbox: Inbox): number =>
  inbox.rows.reduce((total, { unreadCount }) => total + unreadCount, 0);

/** A row from the list may be older than what pushes have brought: the list is read from an index. */
function mergeRow(inbox: Inbox, incoming: MessageGroup): Inbox {
  const known = rowOf(inbox, incoming.uuid);
  if (!known) return withRow(inbox, incoming);
  const olderMessage = isLater(known.lastMessageUuid, incoming.lastMessageUuid);
  const olderMarker = isLater(known.readUpTo, incoming.readUpTo);
  if (!olderMessage && !olderMarker) return withRow(inbox, incoming);
  const newerMessage = isLater(incoming.lastMessageUuid, known.lastMessageUuid);
  const newerMarker = isLater(incoming.readUpTo, known.readUpTo);
  if (!newerMessage && !newerMarker) {
    // Unread rows of lists have no marker: with the same newest message only a read row tells the counts apart.
    const hasNoMarker = !olderMessage && incoming.readUpTo === null;
    const differs = hasNoMarker && incoming.unreadCount !== known.unreadCount;
    return differs ? doubt(inbox, incoming.uuid) : inbox;
  }
  // One has a newer message, the other a newer marker: neither count is right.
  const merged = olderMessage
    ? { ...known, readUpTo: incoming.readUpTo, unreadCount: incoming.unreadCount }
    : { ...incoming, readUpTo: known.readUpTo };
  return doubt(withRow(inbox, merged), incoming.uuid);
}

function withMessage(inbox: Inbox, message: Message, userUuid: string): Inbox {
  const incoming = message.userUuid !== userUuid;
  const row = rowOf(inbox, message.messageGroupUuid) ?? newRow(message, userUuid);
  const known = row.lastMessageUuid !== null;
  if (!known && !(incoming || message.recipientHandle)) return doubt(inbox, row.uuid);
  if (!isLater(message.uuid, row.lastMessageUuid)) {
    // A repeat, or a message that was overtaken: then the count lacks it.
    const overtaken =
      incoming && message.uuid !== row.lastMessageUuid && isLater(message.uuid, row.readUpTo);
    return overtaken ? doubt(inbox, row.uuid) : inbox;
  }
  const unread = incoming && isLater(message.uuid, row.readUpTo) ? 1 : 0;
  const next = withRow(inbox, {
    ...row,
    ...(incoming && {
      otherUserDisplayName: message.displayName,
      otherUserHandle: message.handle,
    }),
    lastMessage: previewOf(message.message),
    lastMessageAt: message.createdAt,
    lastMessageUuid: message.uuid,
    unreadCount: row.unreadCount + unread,
  });
  // The conversation may be further down than the list has been loaded: then it has a count already.
  return !known && inbox.nextToken !== null ? doubt(next, row.uuid) : next;
}

function newRow(message: Message, userUuid: string): MessageGroup {
  const incoming = message.userUuid !== userUuid;
  return {
    uuid: message.messageGroupUuid,
    userUuid,
    otherUserUuid: incoming ? message.userUuid : message.recipientUuid,
    otherUserDisplayName: incoming ? message.displayName : message.recipientDisplayName,
    otherUserHandle: incoming ? message.handle : message.recipientHandle,
    lastMessage: null,
    lastMessageAt: null,
    lastMessageUuid: null,
    unreadCount: 0,
    readUpTo: null,
  };
}

const rowOf = (inbox: Inbox, uuid: string): MessageGroup | undefined =>
  inbox.rows.find((row) => row.uuid === uuid);

function withRow(inbox: Inbox, row: MessageGroup): Inbox {
  const others = inbox.rows.filter(({ uuid }) => uuid !== row.uuid);
  const at = others.findIndex((other) => isLater(row.lastMessageUuid, other.lastMessageUuid));
  return { ...inbox, rows: others.toSpliced(at < 0 ? others.length : at, 0, row) };
}

const doubt = (inbox: Inbox, uuid: string): Inbox =>
  inbox.doubtful.includes(uuid) ? inbox : { ...inbox, doubtful: [...inbox.doubtful, uuid] };

/** Ids of one conversation rise in commit order; across conversations they rise with time. */
const isLater = (one: string | null, other: string | null): boolean =>
  one !== null && (other === null || one > other);
