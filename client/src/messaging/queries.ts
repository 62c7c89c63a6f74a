import type { ConversationSync } from './conversationSync';
import { newerParam, newestPage, olderParam, type HistoryPage, type HistoryParam } from './history';
import type { InboxStore } from './inboxStore';
import { queryDefaults } from './queryDefaults';
import type { QueryKeys } from './queryKeys';

/** Pages of history that are held; those furthest away are dropped, and read again when needed. */
const MAX_PAGES = 12;

/** The queries that begin before a component shows what they read. */
interface Sources {
  readonly keys: QueryKeys;
  readonly inbox: InboxStore;
  readonly conversations: ConversationSync;
}

/** The inbox as it is loaded. */
export const inboxQuery = ({ keys, inbox }: Pick<Sources, 'keys' | 'inbox'>) => ({
  ...queryDefaults,
  queryKey: keys.inbox,
  queryFn: () => inbox.read(),
  gcTime: Infinity,
  structuralSharing: false,
});

/** The pages of a conversation, the newest one first. */
export const historyQuery = (
  { keys, conversations }: Pick<Sources, 'keys' | 'conversations'>,
  messageGroupUuid: string,
) => ({
  ...queryDefaults,
  queryKey: keys.history(messageGroupUuid),
  queryFn: ({
    pageParam,
    direction,
  }: {
    pageParam: HistoryParam;
    direction: 'forward' | 'backward';
  }) => conversations.readHistory(messageGroupUuid, pageParam, direction),
  initialPageParam: newestPage,
  getNextPageParam: (page: HistoryPage, _pages: unknown, param: HistoryParam) =>
    olderParam(page, param),
  getPreviousPageParam: (page: HistoryPage, _pages: unknown, param: HistoryParam) =>
    newerParam(page, param),
  maxPages: MAX_PAGES,
  structuralSharing: false,
});
