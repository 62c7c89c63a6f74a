import { useCallback, useEffect, useMemo } from 'react';
import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { reachesNewest, type History, type HistoryPage, type HistoryParam } from './history';
import { loadStatus, type LoadStatus } from './hooks';
import { useMessaging } from './MessagingProvider';
import { historyQuery } from './queries';
import { timelineOf } from './tailChanges';
import { emptyTail, type Missed, type Tail, type TimelineMessage } from './timeline';

/** Live messages that are held beside them, while the reader is at the newest. */
const MAX_TAIL = 300;

export interface HistoryView {
  readonly status: LoadStatus;
  retry(): void;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** The last attempt at an older page failed; only {@link retryOlder} tries it again. */
  readonly olderFailed: boolean;
  loadOlder(): void;
  retryOlder(): void;
  /** What came last while nothing was pushed to this device. */
  readonly missed: Missed | undefined;
  /** Newer pages were dropped while the reader was far back. */
  readonly hasNewer: boolean;
  loadNewer(): void;
  jumpToNewest(): Promise<void>;
  /** Frees memory: call when the reader is at the newest message. */
  compact(): void;
}

/** The stored messages of a conversation: pages of history and, after them, the live ones. */
export function useHistory(messageGroupUuid: string): {
  readonly view: HistoryView;
  /** Oldest first. */
  readonly messages: readonly TimelineMessage[];
  readonly isLoaded: boolean;
  /** The newest page is loaded. */
  readonly atNewest: boolean;
} {
  const messaging = useMessaging();
  const { keys, conversations } = messaging;
  const history = useInfiniteQuery<HistoryPage, Error, History, readonly unknown[], HistoryParam>(
    historyQuery(messaging, messageGroupUuid),
  );
  const { data: tail = emptyTail } = useQuery<Tail>({
    queryKey: keys.tail(messageGroupUuid),
    queryFn: skipToken,
    gcTime: Infinity,
    structuralSharing: false,
  });

  // At first, and when the reader comes back from far back.
  const atNewest = reachesNewest(history.data);
  useEffect(() => {
    if (atNewest) void conversations.catchUp(messageGroupUuid, 'newest page');
  }, [conversations, messageGroupUuid, atNewest]);

  const { messages: live, changes } = tail;
  const messages = useMemo(
    () => timelineOf(history.data, { messages: live, changes }),
    [history.data, live, changes],
  );

  const jumpToNewest = useCallback(
    () => conversations.reload(messageGroupUuid).catch(() => undefined),
    [conversations, messageGroupUuid],
  );
  const isLong = live.length > MAX_TAIL && atNewest;
  const compact = useCallback(() => {
    if (isLong) conversations.compact(messageGroupUuid);
  }, [conversations, messageGroupUuid, isLong]);
  const { missed } = tail;
  const view = { ...useHistoryLoaders(history), missed, jumpToNewest, compact };
  return { view, messages, isLoaded: history.data !== undefined, atNewest };
}

type HistoryQuery = ReturnType<
  typeof useInfiniteQuery<HistoryPage, Error, History, readonly unknown[], HistoryParam>
>;

/** What loads pages, with functions that stay the same while nothing changes. */
function useHistoryLoaders(
  history: HistoryQuery,
): Omit<HistoryView, 'missed' | 'jumpToNewest' | 'compact'> {
  const { hasNextPage, isFetchNextPageError, hasPreviousPage, isFetchPreviousPageError } = history;
  const { isFetching, fetchNextPage, fetchPreviousPage, refetch } = history;
  const retryOlder = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const loadOlder = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
  const loadNewer = useCallback(() => {
    if (hasPreviousPage && !isFetching && !isFetchPreviousPageError) void fetchPreviousPage();
  }, [hasPreviousPage, isFetching, isFetchPreviousPageError, fetchPreviousPage]);
  const retry = useCallback(() => void refetch(), [refetch]);
  return {
    status: loadStatus(history),
    retry,
    hasOlder: hasNextPage,
    isLoadingOlder: history.isFetchingNextPage,
    olderFailed: isFetchNextPageError,
    loadOlder,
    retryOlder,
    hasNewer: hasPreviousPage,
    loadNewer,
  };
}
