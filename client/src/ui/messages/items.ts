import type { Message, OutboxEntry, TimelineItem } from '../../messaging';

/** The items that are stored messages, without those on their way. */
export const storedMessages = (items: readonly TimelineItem[]): readonly Message[] =>
  items.flatMap((item) => (item.kind === 'message' ? [item.message] : []));

/** What was written, stored or on its way. */
export const contentOf = (item: TimelineItem): Message | OutboxEntry =>
  item.kind === 'message' ? item.message : item.entry;
