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
  let unreadShown = !hadUnread;
  items.forEach((item, at) => {
    const before = items[at - 1];
    const after = items[at + 1];
    const sentAt = new Date(createdAt(item));
    const day = dayKey(sentAt);
    const newDay = !before || dayKey(new Date(createdAt(before))) !== day;
    if (newDay) rows.push({ kind: 'day', key: `day ${day}`, heading: dayHeading(sentAt, today) });
    const unread = isUnread(item, userUuid, readUpTo);
    if (unread && !unreadShown) rows.push({ kind: 'unread', key: 'unread' });
    rows.push({
      kind: 'item',
      key: item.key,
      item,
      mine: senderOf(item, userUuid) === userUuid,
      startsRun: newDay || (unread && !unreadShown) || !sameRun(before, item, userUuid),
      endsRun: !after || !sameRun(item, after, userUuid),
    });
    unreadShown ||= unread;
  });
  return rows;
}

const createdAt = (item: TimelineItem): string =>
  item.kind === 'message' ? item.message.createdAt : item.entry.createdAt;

const senderOf = (item: TimelineItem, userUuid: string): string =>
  item.kind === 'message' ? item.message.userUuid : userUuid;

const isUnread = (item: TimelineItem, userUuid: string, readUpTo: string | null): boolean =>
  item.kind === 'message' &&
  item.message.userUuid !== userUuid &&
  (readUpTo === null || item.message.uuid > readUpTo);

function sameRun(one: TimelineItem | undefined, other: TimelineItem, userUuid: string): boolean {
  if (!one || senderOf(one, userUuid) !== senderOf(other, userUuid)) return false;
  const [from, to] = [new Date(createdAt(one)), new Date(createdAt(other))];
  return to.getTime() - from.getTime() < RUN_GAP && dayKey(from) === dayKey(to);
}
