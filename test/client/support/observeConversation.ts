import {
  InfiniteQueryObserver,
  QueryObserver,
  skipToken,
  type QueryClient,
} from '@tanstack/react-query';
import {
  newestPage,
  olderParam,
  type History,
  type HistoryPage,
  type HistoryParam,
} from '../../../client/src/messaging/history';
import type { QueryKeys } from '../../../client/src/messaging/queryKeys';

/** Keeps a conversation's pages and tail loaded, as an open page does. `end` ends that. */
export function observeConversation(options: {
  readonly queryClient: QueryClient;
  readonly keys: QueryKeys;
  readonly group: string;
  readonly read: (param: HistoryParam) => Promise<HistoryPage>;
}) {
  const { queryClient, keys, group, read } = options;
  const history = new InfiniteQueryObserver<
    HistoryPage,
    Error,
    History,
    readonly unknown[],
    HistoryParam
  >(queryClient, {
    queryKey: keys.history(group),
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: newestPage,
    getNextPageParam: (page, _pages, param) => olderParam(page, param),
    staleTime: Infinity,
  });
  const tail = new QueryObserver(queryClient, { queryKey: keys.tail(group), queryFn: skipToken });
  const ends = [history, tail].map((one) => one.subscribe(() => undefined));
  return { history, end: (): void => ends.forEach((end) => end()) };
}
