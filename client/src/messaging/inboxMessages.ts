import { isLater } from './ids';
import { doubt, rowOf, withRow, type Inbox } from './inboxRows';
import { previewOf } from './preview';
import type { Message, MessageGroup } from './types';

/** The rows after a new message, by push or as the answer to a send. */
export function withMessage(inbox: Inbox, message: Message, userUuid: string): Inbox {
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
    lastMessage: previewOf(message),
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

/**
 * The preview follows its message. The row may have known that before, or have a later state than this
 * one: it is asked for, and so is the count where an unread message was unsent.
 */
export function withChange(inbox: Inbox, message: Message, userUuid: string): Inbox {
  const row = rowOf(inbox, message.messageGroupUuid);
  if (!row || !isLater(message.uuid, row.clearedUpTo)) return inbox;
  const isUnread = message.userUuid !== userUuid && isLater(message.uuid, row.readUpTo);
  const isMiscounted = isUnread && message.deletedAt !== null && row.unreadCount > 0;
  const lastMessage = previewOf(message);
  const isShown = message.uuid === row.lastMessageUuid && lastMessage !== row.lastMessage;
  const next = isShown ? withRow(inbox, { ...row, lastMessage }) : inbox;
  return isShown || isMiscounted ? doubt(next, row.uuid) : next;
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
