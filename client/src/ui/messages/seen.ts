import type { TimelineItem } from '../../messaging';

/** The last message of the reader's own that the other person has read. */
export function lastSeen(
  items: readonly TimelineItem[],
  userUuid: string,
  otherReadUpTo: string | null,
): string | undefined {
  if (otherReadUpTo === null) return undefined;
  const seen = items.findLast(
    (item) =>
      item.kind === 'message' &&
      item.message.userUuid === userUuid &&
      item.message.deletedAt === null &&
      item.message.uuid <= otherReadUpTo,
  );
  return seen?.kind === 'message' ? seen.message.uuid : undefined;
}
