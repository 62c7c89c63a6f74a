import { useState } from 'react';
import { useMessaging, type ConversationView } from '../../messaging';
import type { UnreadLine } from './feedRows';

/** What the line depends on, as of the last rendering. */
interface Seen {
  readonly unread: boolean;
  /** Key of the newest item, where it is the reader's own. */
  readonly lastOwn: string | undefined;
}

/**
 * The line before the first new message. It is set when unread messages appear: when the
 * conversation is opened, or while the reader looks elsewhere. It goes when the reader answers.
 * @param isReading the reader sees each message as it arrives.
 */
export function useUnreadLine(
  { row, items }: ConversationView,
  isReading: boolean,
): UnreadLine | undefined {
  const { userUuid } = useMessaging();
  const [line, setLine] = useState<UnreadLine>();
  const [seen, setSeen] = useState<Seen>();
  if (!row) return line;
  const last = items.at(-1);
  const own = last && (last.kind === 'pending' || last.message.userUuid === userUuid);
  const now: Seen = { unread: row.unreadCount > 0, lastOwn: own ? last.key : seen?.lastOwn };
  if (!seen || seen.unread !== now.unread || seen.lastOwn !== now.lastOwn) {
    setSeen(now);
    const appeared = now.unread && !seen?.unread;
    if (appeared && !(seen && isReading)) setLine({ after: row.readUpTo });
    else if (seen && seen.lastOwn !== now.lastOwn) setLine(undefined);
  }
  return line;
}
