import type { TimelineItem } from '../../messaging';
import { storedMessages } from './items';

/** The last message of the reader's own that the other person has read. */
export function lastSeen(
  items: readonly TimelineItem[],
  userUuid: string,
  otherReadUpTo: string | null,
): string | undefined {
  if (otherReadUpTo === null) return undefined;
  return storedMessages(items).findLast(
    ({ uuid, userUuid: sender, deletedAt }) =>
      sender === userUuid && deletedAt === null && uuid <= otherReadUpTo,
  )?.uuid;
}
