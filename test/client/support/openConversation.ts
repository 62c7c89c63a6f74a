import { QueryClient } from '@tanstack/react-query';
import type { Message } from '../../../client/src/messaging';
import { ConversationCache } from '../../../client/src/messaging/conversationCache';
import { ConversationSync } from '../../../client/src/messaging/conversationSync';
import { createQueryKeys } from '../../../client/src/messaging/queryKeys';
import { timelineOf } from '../../../client/src/messaging/tailChanges';
import { emptyTail } from '../../../client/src/messaging/timeline';
import type { LateTable } from './lateTable';
import { ada, group } from './messages';
import { observeConversation } from './observeConversation';

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
  const { history, end } = observeConversation({
    queryClient,
    keys,
    group,
    read: (param) => sync.readHistory(group, param),
  });
  const messages = (): readonly Message[] =>
    timelineOf(cache.history(group), cache.tail(group) ?? emptyTail);
  return {
    sync,
    cache,
    messages,
    shown: (): string[] => messages().map(({ uuid }) => uuid),
    loadOlder: (): void => {
      const { hasNextPage, isFetching } = history.getCurrentResult();
      if (hasNextPage && !isFetching) void history.fetchNextPage();
    },
    end: (): void => {
      end();
      sync.stop();
      queryClient.clear();
    },
  };
}
