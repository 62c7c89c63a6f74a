import type { Message, Messaging } from '../../../client/src/messaging';
import type { History } from '../../../client/src/messaging/history';
import { timelineOf } from '../../../client/src/messaging/tailChanges';
import { emptyTail, type Tail } from '../../../client/src/messaging/timeline';
import { observeConversation } from './observeConversation';
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
  const { history, end } = observeConversation({
    queryClient,
    keys,
    group,
    read: (param) => conversations.readHistory(group, param),
  });
  return {
    get messages() {
      const pages = queryClient.getQueryData<History>(keys.history(group));
      return timelineOf(pages, queryClient.getQueryData<Tail>(keys.tail(group)) ?? emptyTail);
    },
    loaded: () =>
      until(
        {
          subscribe: (listener) => history.subscribe(listener),
          getSnapshot: () => history.getCurrentResult(),
        },
        ({ isSuccess, error }) => {
          if (error) throw error;
          return isSuccess;
        },
      ),
    end,
  };
}
