import { previewOf } from './preview';
import type { Folder, Message, MessageGroup } from './types';

/** The caller's conversations as far as they are known, newest message first. */
export interface Inbox {
  /** Of all folders. */
  readonly rows: readonly MessageGroup[];
  /** Of each folder that is loaded: goes on with older conversations; null: these are all. */
  readonly nextTokens: Readonly<Partial<Record<Folder, string | null>>>;
  /** Conversations whose row cannot be derived from events and has to be refetched. */
  readonly doubtful: readonly string[];
}

export type InboxEvent =
  /** Single rows, as the API has them now. */
  | { type: 'rows'; rows: readonly MessageGroup[] }
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
  /** This device marks a conversation as read; the answer comes later, as `rows`. */
  | { type: 'read'; messageGroupUuid: string; upTo: string }
  /** These rows are being refetched. */
  | { type: 'refetching'; messageGroupUuids: readonly string[] };

export const emptyInbox: Inbox = { rows: [], nextTokens: {}, doubtful: [] };

/** What the inbox is after an event; the same object when nothing has changed. */
export function inboxReducer(inbox: Inbox, event: InboxEvent): Inbox {
  switch (event.type) {
    case 'rows':
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

export const rowsOf = ({ rows }: Inbox, folder: Folder): readonly MessageGroup[] =>
  rows.filter((row) => row.folder === folder);

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
  if (!known || known.folder === listed.folder) return mergeRow(inbox, listed);
  return doubt(inbox, listed.uuid);
}

/** A row may be older than what pushes have brought. */
function mergeRow(inbox: Inbox, given: MessageGroup): Inbox {
  const known = rowOf(inbox, given.uuid);
  if (!known) return withRow(inbox, given);
  // Lists do not have it, and it never goes back.
  const isCleared = isLater(known.clearedUpTo, given.clearedUpTo);
  const incoming = isCleared ? { ...given, clearedUpTo: known.clearedUpTo } : given;
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

/** What the owner has set on the row. A message that came later may have moved it: it is asked for. */
function withSettings(inbox: Inbox, known: MessageGroup, incoming: MessageGroup): Inbox {
  const { folder, muted, blocked, clearedUpTo } = incoming;
  const isSame =
    known.folder === folder &&
    known.muted === muted &&
    known.blocked === blocked &&
    known.clearedUpTo === clearedUpTo;
  if (isSame) return inbox;
  if (isLater(known.lastMessageUuid, incoming.lastMessageUuid)) return doubt(inbox, known.uuid);
  return withRow(inbox, { ...known, folder, muted, blocked, clearedUpTo });
}

function withMessage(inbox: Inbox, message: Message, userUuid: string): Inbox {
  const incoming = message.userUuid !== userUuid;
  const uuid = message.messageGroupUuid;
  const known = rowOf(inbox, uuid);
  // The first message of another person may be a request: only the row says it.
  if (!known && (incoming || !message.recipientHandle)) return doubt(inbox, uuid);
  const row = known ?? newRow(message, userUuid);
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
    folder: folderAfter(row, incoming),
    lastMessage: previewOf(message.message),
    lastMessageMine: !incoming,
    lastMessageAt: message.createdAt,
    lastMessageUuid: message.uuid,
    unreadCount: row.unreadCount + unread,
  });
  // A cleared row came back: to the inbox, or to the requests.
  const isUncertain = incoming && row.folder === null;
  // The conversation may be further down than the list has been loaded: then it has a count already.
  const mayBeListed = !known && inbox.nextTokens.INBOX !== null;
  return isUncertain || mayBeListed ? doubt(next, uuid) : next;
}

/** Answering accepts, and a message brings an archived conversation back. */
function folderAfter({ folder }: MessageGroup, incoming: boolean): MessageGroup['folder'] {
  if (!incoming) return 'INBOX';
  return folder === 'ARCHIVE' ? 'INBOX' : folder;
}

/** The row of a conversation that the caller has begun. */
function newRow(message: Message, userUuid: string): MessageGroup {
  return {
    uuid: message.messageGroupUuid,
    userUuid,
    otherUserUuid: message.recipientUuid,
    otherUserDisplayName: message.recipientDisplayName,
    otherUserHandle: message.recipientHandle,
    folder: 'INBOX',
    blocked: false,
    muted: false,
    lastMessage: null,
    lastMessageMine: true,
    lastMessageAt: null,
    lastMessageUuid: null,
    unreadCount: 0,
    readUpTo: null,
    clearedUpTo: null,
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
