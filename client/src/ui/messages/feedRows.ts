import type { TimelineItem } from '../../messaging';
import { dayHeading, dayKey } from '../parts/time';

/** A line of the conversation as it is shown. */
export type FeedRow =
  | { readonly kind: 'day'; readonly key: string; readonly heading: string }
  | { readonly kind: 'unread'; readonly key: string }
  | {
      readonly kind: 'item';
      readonly key: string;
      readonly item: TimelineItem;
      readonly mine: boolean;
      /** First and last of a run: messages of one person in quick succession. */
      readonly startsRun: boolean;
      readonly endsRun: boolean;
    };

/** Milliseconds between two messages that still belong together. */
const RUN_GAP = 5 * 60_000;

export interface FeedOptions {
  readonly userUuid: string;
  /** Any time of the reader's day. */
  readonly today: Date;
  /** The last message that had been read when the conversation was opened; null: none. */
  readonly readUpTo: string | null;
  /** Where nothing is unread, there is no line for it. */
  readonly hadUnread: boolean;
}

/** Puts days, the line where the unread ones begin, and runs of messages together. */
export function feedRows(items: readonly TimelineItem[], options: FeedOptions): readonly FeedRow[] {
  const { userUuid, today, readUpTo, hadUnread } = options;
  const rows: FeedRow[] = [];
  const lines = inTime(items, userUuid);
  let unreadShown = !hadUnread;
  lines.forEach((line, at) => {
    const { item, sentAt, day, mine } = line;
    const [before, after] = [lines[at - 1], lines[at + 1]];
    const newDay = before?.day !== day;
    if (newDay) rows.push({ kind: 'day', key: `day ${day}`, heading: dayHeading(sentAt, today) });
    const unread = isUnread(item, userUuid, readUpTo);
    if (unread && !unreadShown) rows.push({ kind: 'unread', key: 'unread' });
    rows.push({
      kind: 'item',
      key: item.key,
      item,
      mine,
      startsRun: newDay || (unread && !unreadShown) || !sameRun(before, line),
      endsRun: !after || !sameRun(line, after),
    });
    unreadShown ||= unread;
  });
  return rows;
}

interface Line {
  readonly item: TimelineItem;
  readonly sentAt: Date;
  readonly day: string;
  readonly mine: boolean;
}

/**
 * With times that never go back: what is on its way stands after what came since it was written, by
 * this device's clock, and begins no day that is over.
 */
function inTime(items: readonly TimelineItem[], userUuid: string): readonly Line[] {
  let latest = 0;
  return items.map((item) => {
    const { createdAt } = item.kind === 'message' ? item.message : item.entry;
    latest = Math.max(latest, Date.parse(createdAt));
    const sentAt = new Date(latest);
    const mine = item.kind === 'pending' || item.message.userUuid === userUuid;
    return { item, sentAt, day: dayKey(sentAt), mine };
  });
}

const isUnread = (item: TimelineItem, userUuid: string, readUpTo: string | null): boolean =>
  item.kind === 'message' &&
  item.message.userUuid !== userUuid &&
  (readUpTo === null || item.message.uuid > readUpTo);

function sameRun(one: Line | undefined, other: Line): boolean {
  if (!one || one.mine !== other.mine) return false;
  return other.sentAt.getTime() - one.sentAt.getTime() < RUN_GAP && one.day === other.day;
}
