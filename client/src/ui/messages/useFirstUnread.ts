import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ConversationView } from '../../messaging';
import { afterFrames, LANDING_FRAMES } from './afterFrames';
import type { FeedRow, UnreadLine } from './feedRows';
import type { FeedVirtualizer } from './useFeedScroll';

/** With more unread messages, a conversation opens at its end: loading them all takes too long. */
const OPEN_AT_MOST = 250;

interface FirstUnreadOptions {
  readonly conversation: ConversationView;
  readonly rows: readonly FeedRow[];
  readonly line: UnreadLine | undefined;
  readonly virtualizer: FeedVirtualizer;
  /** The reader looks at the page. */
  readonly attention: boolean;
}

/** A way to a line that the feed is on, or was. */
interface Search {
  /** Undefined: there was nothing to search when the conversation was opened. */
  readonly line: UnreadLine | undefined;
}

/**
 * Leads to the first unread message: when the conversation is opened, and by a button. Loads older
 * pages until the message is there.
 */
export function useFirstUnread(options: FirstUnreadOptions): {
  /** The feed is on its way to the message, and not yet where the reader will be. */
  readonly isSeeking: boolean;
  /** The reader has not seen the line, and it is not in sight. */
  readonly isOffered: boolean;
  /** Goes to the first unread message. */
  seek(): void;
} {
  const { conversation, rows, line, virtualizer, attention } = options;
  const { row, hasOlder, isLoadingOlder, olderFailed, loadOlder } = conversation;
  const [search, setSearch] = useState<Search>();
  if (!search && row && (row.unreadCount === 0 || line)) {
    setSearch({ line: row.unreadCount <= OPEN_AT_MOST ? line : undefined });
  }
  const index = rows.findIndex(({ kind }) => kind === 'unread');
  const isSearched = line !== undefined && search?.line === line;
  const isFound = isSearched && index >= 0;
  const isLoading = isSearched && index < 0 && rows.length > 0 && hasOlder && !olderFailed;
  useEffect(() => {
    if (isLoading && !isLoadingOlder) loadOlder();
  }, [isLoading, isLoadingOlder, loadOlder]);

  const done = useRef<Search>(undefined);
  useLayoutEffect(() => {
    if (!isFound || done.current === search) return;
    done.current = search;
    virtualizer.scrollToIndex(index, { align: 'start' });
  }, [isFound, index, search, virtualizer]);

  const landed = useHeld(search, isFound);
  const isLanding = isFound && landed !== search;

  const { range } = virtualizer;
  const inSight =
    index >= 0 && range !== null && index >= range.startIndex && index <= range.endIndex;
  // Messages that come at the end push the line out of sight at once.
  const seen = useHeld(line, inSight && attention);

  return {
    isSeeking: isLoading || isLanding,
    isOffered: line !== undefined && line !== seen && !inSight && (index >= 0 || hasOlder),
    seek: () => setSearch({ line }),
  };
}

/** The last value for which something was so for some frames. */
function useHeld<Value extends object>(value: Value | undefined, isSo: boolean): Value | undefined {
  const [held, setHeld] = useState<Value>();
  useEffect(
    () => (isSo ? afterFrames(LANDING_FRAMES, () => setHeld(value)) : undefined),
    [isSo, value],
  );
  return held;
}
