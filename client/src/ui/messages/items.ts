import type { Message, TimelineItem } from '../../messaging';

/** The items that are stored messages, without those on their way. */
export const storedMessages = (items: readonly TimelineItem[]): readonly Message[] =>
  items.flatMap((item) => (item.kind === 'message' ? [item.message] : []));
