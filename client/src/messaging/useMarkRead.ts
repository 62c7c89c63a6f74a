import { useCallback } from 'react';
import { isLater } from './ids';
import { useMessaging } from './MessagingProvider';
import type { TimelineMessage } from './timeline';
import type { MessageGroup } from './types';

/**
 * Marks messages of a conversation as read, up to the newest one that is loaded or to another one.
 * @returns a function that sends no request where nothing is unread
 */
export function useMarkRead(
  messageGroupUuid: string,
  row: MessageGroup | null,
  messages: readonly TimelineMessage[],
): (upTo?: string) => void {
  const messaging = useMessaging();
  const { userUuid } = messaging;
  return useCallback(
    (upTo = messages.at(-1)?.uuid) => {
      if (!row || !upTo) return;
      const miscounted = row.unreadCount > 0 && upTo === row.lastMessageUuid;
      if (miscounted || hasUnread(messages, userUuid, row.readUpTo, upTo)) {
        messaging.markRead(messageGroupUuid, upTo);
      }
    },
    [messaging, messageGroupUuid, messages, row, userUuid],
  );
}

/** Has the other person written after the marker, up to a message? */
const hasUnread = (
  messages: readonly TimelineMessage[],
  userUuid: string,
  readUpTo: string | null,
  upTo: string,
): boolean =>
  messages.some(
    ({ userUuid: sender, uuid, deletedAt }) =>
      sender !== userUuid && deletedAt === null && uuid <= upTo && isLater(uuid, readUpTo),
  );
