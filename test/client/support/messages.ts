import { encodeTime } from 'ulid';
import type { Message, MessageGroup } from '../../../client/src/messaging';

export const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
export const ben = 'bbbbbbbb-0000-4000-8000-000000000002';
export const group = `${ada}_${ben}`;

const EPOCH = Date.UTC(2026, 0, 5, 12);

/** The id of the message of the n-th minute. */
export const uuidAt = (at: number): string =>
  `${encodeTime(EPOCH + at * 60_000, 10)}0000000000000000`;

export const createdAt = (at: number): string => new Date(EPOCH + at * 60_000).toISOString();

/** A message of the n-th minute; from Ben to Ada unless said otherwise. */
export function message({
  at,
  from = ben,
  to = from === ada ? ben : ada,
  text = `message ${at}`,
  recipientHandle = null,
}: {
  at: number;
  from?: string;
  to?: string;
  text?: string;
  recipientHandle?: string | null;
}): Message {
  const handle = from === ada ? 'ada' : 'ben';
  return {
    uuid: uuidAt(at),
    messageGroupUuid: [from, to].sort().join('_'),
    userUuid: from,
    displayName: handle === 'ada' ? 'Ada' : 'Ben',
    handle,
    recipientUuid: to,
    recipientDisplayName: recipientHandle && 'Recipient',
    recipientHandle,
    message: text,
    createdAt: createdAt(at),
    editedAt: null,
    deletedAt: null,
    deletedBy: null,
    replyToUuid: null,
    reactions: [],
    changeUuid: null,
  };
}

/** Ada's row of a conversation whose newest message is of the n-th minute. */
export function row({
  at,
  uuid = group,
  otherUserUuid = ben,
  unreadCount = 0,
  readAt,
}: {
  at: number;
  uuid?: string;
  otherUserUuid?: string;
  unreadCount?: number;
  readAt?: number;
}): MessageGroup {
  return {
    uuid,
    userUuid: ada,
    otherUserUuid,
    otherUserDisplayName: 'Ben',
    otherUserHandle: 'ben',
    folder: 'INBOX',
    blocked: false,
    muted: false,
    lastMessageMine: false,
    clearedUpTo: null,
    lastMessage: `message ${at}`,
    lastMessageAt: createdAt(at),
    lastMessageUuid: uuidAt(at),
    unreadCount,
    readUpTo: readAt === undefined ? null : uuidAt(readAt),
  };
}
