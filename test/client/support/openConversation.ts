import {
  InfiniteQueryObserver,
  QueryClient,
  QueryObserver,
  skipToken,
} from '@tanstack/react-query';
import type { Message } from '../../../client/src/messaging';
import { ConversationCache } from '../../../client/src/messaging/conversationCache';
import { ConversationSync } from '../../../client/src/messaging/conversationSync';
import {
  newestPage,
  olderParam,
  type History,
  type HistoryPage,
  type HistoryParam,
} from '../../../client/src/messaging/history';
import { createQueryKeys } from '../../../client/src/messaging/queryKeys';
import { timelineOf } from '../../../client/src/messaging/tailChanges';
import { emptyTail } from '../../../client/src/messaging/timeline';
import type { LateTable } from './lateTable';
import { ada, group } from './messages';

export const SETTLE_TIME = 1_000; // ms
export const SECOND_CATCH_UP = 500; // ms

/** The conversation as an open page has it. */
export function openConversation(table: LateTable) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const keys = createQueryKeys(ada);
  const cache = new ConversationCache(queryClient, keys);
  const sync = new ConversationSync({
    api: table.api,
    cache,
    settleTime: SETTLE_TIME,
    secondCatchUp: SECOND_CATCH_UP,
  });
  sync.start();
  const observer = new InfiniteQueryObserver<
    HistoryPage,
    Error,
    History,
    readonly unknown[],
    HistoryParam
  >(queryClient, {
    queryKey: keys.history(group),
    queryFn: ({ pageParam }) => sync.readHistory(group, pageParam),
    initialPageParam: newestPage,
    getNextPageParam: (page, _pages, param) => olderParam(page, param),
    staleTime: Infinity,
  });
  const tail = new QueryObserver(queryClient, { queryKey: keys.tail(group), queryFn: skipToken });
  const close = [observer, tail].map((one) => one.subscribe(() => undefined));
  const messages = (): readonly Message[] =>
    timelineOf(cache.history(group), cache.tail(group) ?? emptyTail);
  return {
    sync,
    cache,
    messages,
    shown: (): string[] => messages().map(({ uuid }) => uuid),
    loadOlder: (): void => {
      const { hasNextPage, isFetching } = observer.getCurrentResult();
      if (hasNextPage && !isFetching) void observer.fetchNextPage();
    },
    end: (): void => {
      close.forEach((end) => end());
      sync.stop();
      queryClient.clear();
    },
  };
}
