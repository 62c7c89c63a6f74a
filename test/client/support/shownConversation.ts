import { InfiniteQueryObserver, QueryObserver, skipToken } from '@tanstack/react-query';
import type { Message, Messaging } from '../../../client/src/messaging';
import {
  newestPage,
  type History,
  type HistoryPage,
  type HistoryParam,
} from '../../../client/src/messaging/history';
import { timelineOf } from '../../../client/src/messaging/tailChanges';
import { emptyTail, type Tail } from '../../../client/src/messaging/timeline';
import { until } from './until';

/** A conversation that a device shows, as the page of one does. */
export interface ShownConversation {
  /** The messages as the person sees them, oldest first. */
  readonly messages: readonly Message[];
  /** Resolves when its newest page is there. */
  loaded(): Promise<void>;
  /** Shows it no more. */
  end(): void;
}

export function showConversation(messaging: Messaging, group: string): ShownConversation {
  const { queryClient, keys, conversations } = messaging;
  const observer = new InfiniteQueryObserver<
    HistoryPage,
    Error,
    History,
    readonly unknown[],
    HistoryParam
  >(queryClient, {
    queryKey: keys.history(group),
    queryFn: ({ pageParam }) => conversations.readHistory(group, pageParam),
    initialPageParam: newestPage,
    getNextPageParam: () => undefined,
    staleTime: Infinity,
  });
  const tail = new QueryObserver(queryClient, { queryKey: keys.tail(group), queryFn: skipToken });
  const ends = [observer, tail].map((one) => one.subscribe(() => undefined));
  return {
    get messages() {
      const history = queryClient.getQueryData<History>(keys.history(group));
      return timelineOf(history, queryClient.getQueryData<Tail>(keys.tail(group)) ?? emptyTail);
    },
    loaded: () =>
      until(
        {
          subscribe: (listener) => observer.subscribe(listener),
          getSnapshot: () => observer.getCurrentResult(),
        },
        ({ isSuccess, error }) => {
          if (error) throw error;
          return isSuccess;
        },
      ),
    end: () => ends.forEach((end) => end()),
  };
}
