import type { Message, TimelineItem } from '../../messaging';
import { dayHeading, dayKey } from '../parts/time';
import { contentOf } from './items';

/** A row of the conversation as it is shown. */
export type FeedRow =
  | { readonly kind: 'day'; readonly key: string; readonly heading: string }
  | { readonly kind: 'unread'; readonly key: string }
  | ItemRow;

export interface ItemRow {
  readonly kind: 'item';
  readonly key: string;
  readonly item: TimelineItem;
  readonly mine: boolean;
  /** First and last of a run: messages of one person in quick succession. */
  readonly startsRun: boolean;
  readonly endsRun: boolean;
}

/** The stored message of a row. */
export const messageOf = (row: FeedRow): Message | undefined =>
  row.kind === 'item' && row.item.kind === 'message' ? row.item.message : undefined;

/** Milliseconds between two messages that still belong together. */
const RUN_GAP = 5 * 60_000;

/** After which message the line for new messages is; null: before the first message. */
export interface UnreadLine {
  readonly after: string | null;
}

interface FeedOptions {
  readonly userUuid: string;
  /** Any time of the reader's day. */
  readonly today: Date;
  /** Older messages than the items exist. */
  readonly hasOlder: boolean;
  readonly line: UnreadLine | undefined;
}

/**
 * Puts day headings, the line for new messages, and runs of messages together. A heading and the line
 * are shown only where it is known that they belong there: while older messages exist, the first row
 * is a message. So a row never moves when older messages come above it.
 */
export function feedRows(items: readonly TimelineItem[], options: FeedOptions): readonly FeedRow[] {
  const { userUuid, today, hasOlder } = options;
  const rows: FeedRow[] = [];
  const lines = inTime(items, userUuid);
  const firstUnread = firstUnreadOf(items, options);
  lines.forEach((line, at) => {
    const { item, sentAt, day, mine } = line;
    const [before, after] = [lines[at - 1], lines[at + 1]];
    const newDay = before ? before.day !== day : !hasOlder;
    if (newDay) rows.push({ kind: 'day', key: `day ${day}`, heading: dayHeading(sentAt, today) });
    const unread = at === firstUnread;
    if (unread) rows.push({ kind: 'unread', key: 'unread' });
    rows.push({
      kind: 'item',
      key: item.key,
      item,
      mine,
      startsRun: newDay || unread || !sameRun(before, line),
      endsRun: !after || !sameRun(line, after),
    });
  });
  return rows;
}

/** The index of the first unread message; -1 where there is none, or an older one may exist. */
function firstUnreadOf(
  items: readonly TimelineItem[],
  { userUuid, hasOlder, line }: FeedOptions,
): number {
  if (!line) return -1;
  const { after } = line;
  const [first] = items;
  const reachesLine =
    !hasOlder || (first?.kind === 'message' && after !== null && first.message.uuid <= after);
  if (!reachesLine) return -1;
  return items.findIndex(
    (item) =>
      item.kind === 'message' &&
      item.message.userUuid !== userUuid &&
      (after === null || item.message.uuid > after),
  );
}

interface Line {
  readonly item: TimelineItem;
  readonly sentAt: Date;
  readonly day: string;
  readonly mine: boolean;
}

/**
 * The items with times that never go back. A pending message comes after the messages that arrived
 * since it was written; by this device's clock it may be older, and must not begin a day that is over.
 */
function inTime(items: readonly TimelineItem[], userUuid: string): readonly Line[] {
  let latest = 0;
  return items.map((item) => {
    latest = Math.max(latest, Date.parse(contentOf(item).createdAt));
    const sentAt = new Date(latest);
    const mine = item.kind === 'pending' || item.message.userUuid === userUuid;
    return { item, sentAt, day: dayKey(sentAt), mine };
  });
}

function sameRun(one: Line | undefined, other: Line): boolean {
  if (!one || one.mine !== other.mine) return false;
  return other.sentAt.getTime() - one.sentAt.getTime() < RUN_GAP && one.day === other.day;
}
