import { useState } from 'react';
import { useMessaging, type ConversationView, type Message, type Missed } from '../../messaging';
import type { UnreadLine } from './feedRows';
import { storedMessages } from './items';

/** What the line depends on, as of the last rendering. */
interface Seen {
  readonly unread: boolean;
  /** The first message of the last absence. */
  readonly missedFrom: string | undefined;
  /** Key of the newest item, where it is the reader's own. */
  readonly lastOwn: string | undefined;
}

/**
 * The line before the first new message. It is set when unread messages appear: when the conversation
 * is opened, while the reader looks elsewhere, or after the device was away. It goes when the reader
 * answers.
 * @param isReading the reader sees each message as it arrives.
 */
export function useUnreadLine(
  { row, items, missed }: ConversationView,
  isReading: boolean,
): UnreadLine | undefined {
  const { userUuid } = useMessaging();
  const [line, setLine] = useState<UnreadLine>();
  const [seen, setSeen] = useState<Seen>();
  if (!row) return line;
  const last = items.at(-1);
  const own = last && (last.kind === 'pending' || last.message.userUuid === userUuid);
  const isMissed = ({ uuid, userUuid: sender }: Message): boolean =>
    sender !== userUuid && isBetween(uuid, missed) && uuid > (row.readUpTo ?? '');
  const now: Seen = {
    unread: row.unreadCount > 0,
    missedFrom: missed?.from,
    lastOwn: own ? last.key : seen?.lastOwn,
  };
  if (!seen || !isSame(seen, now)) {
    setSeen(now);
    const appeared = now.unread && !seen?.unread;
    // Pages of what was missed come one after the other, and are marked as read meanwhile.
    const wasAway = seen !== undefined && seen.missedFrom !== now.missedFrom;
    const isNew =
      (appeared && !(seen && isReading)) || (wasAway && storedMessages(items).some(isMissed));
    if (isNew) setLine({ after: row.readUpTo });
    else if (seen && seen.lastOwn !== now.lastOwn) setLine(undefined);
  }
  return line;
}

const isBetween = (uuid: string, range: Missed | undefined): boolean =>
  range !== undefined && uuid >= range.from && uuid <= range.upTo;

const isSame = (one: Seen, other: Seen): boolean =>
  one.unread === other.unread &&
  one.missedFrom === other.missedFrom &&
  one.lastOwn === other.lastOwn;
