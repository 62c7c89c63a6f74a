import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  historyMessages,
  newerParam,
  newestPage,
  olderParam,
  reachesNewest,
  type History,
  type HistoryPage,
  type HistoryParam,
} from './history';
import { loadStatus, queryDefaults, type LoadStatus } from './hooks';
import type { Inbox } from './inbox';
import { otherUserUuidOf } from './messageGroupUuid';
import { useMessaging } from './MessagingProvider';
import { withPending, type OutboxEntry, type TimelineItem } from './outbox';
import { emptyTail, mergeMessages, type Tail } from './timeline';
import type { MessageGroup, Recipient } from './types';

/** Pages of history that are held; those furthest away are dropped, and read again when needed. */
const MAX_PAGES = 12;
/** Live messages that are held beside them, while their reader is at the newest. */
const MAX_TAIL = 300;

export interface ConversationView {
  readonly status: LoadStatus;
  readonly error: Error | null;
  /** The other one, as far as known. */
  readonly other: Recipient | null;
  /** The conversation's row; null: the two have not written to each other yet. */
  readonly row: MessageGroup | null;
  /** Oldest first, messages on their way last. */
  readonly items: readonly TimelineItem[];
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  /** The last attempt at an older page failed; it is tried again by {@link retryOlder} only. */
  readonly olderFailed: boolean;
  loadOlder(): void;
  retryOlder(): void;
  /** Newer pages were dropped while reading far back. */
  readonly hasNewer: boolean;
  loadNewer(): void;
  jumpToNewest(): Promise<void>;
  /** Frees memory: call when the reader is at the newest message. */
  compact(): void;
  /** Safe, also over a reload, once this returns. Without a known other one it does nothing. */
  send(message: string): OutboxEntry | undefined;
  /** Of a refused message, by its `clientToken`. */
  retrySend(clientToken: string): void;
  discard(clientToken: string): void;
  isSending(clientToken: string): boolean;
  /** Marks everything that is loaded as read. */
  markRead(): void;
  retry(): void;
}

/**
 * One conversation, whether or not it exists yet.
 * @param recipient the other one, where the caller knows them (for a conversation that begins).
 */
export function useConversation(messageGroupUuid: string, recipient?: Recipient): ConversationView {
  const messaging = useMessaging();
  const { keys, outbox, userUuid } = messaging;

  const history = useInfiniteQuery<HistoryPage, Error, History, readonly unknown[], HistoryParam>({
    ...queryDefaults,
    queryKey: keys.history(messageGroupUuid),
    queryFn: ({ pageParam, direction }) =>
      messaging.readHistory(messageGroupUuid, pageParam, direction),
    initialPageParam: newestPage,
    getNextPageParam: (page, _pages, param) => olderParam(page, param),
    getPreviousPageParam: (page, _pages, param) => newerParam(page, param),
    maxPages: MAX_PAGES,
    structuralSharing: false,
  });
  const { data: tail = emptyTail } = useQuery<Tail>({
    queryKey: keys.tail(messageGroupUuid),
    queryFn: skipToken,
    gcTime: Infinity,
    structuralSharing: false,
  });
  const { entries, sending } = useSyncExternalStore(outbox.subscribe, outbox.getSnapshot);
  const row = useRow(messageGroupUuid);

  const loaded = history.data !== undefined;
  useEffect(() => {
    if (loaded) void messaging.catchUp(messageGroupUuid);
  }, [messaging, messageGroupUuid, loaded]);

  const atNewest = reachesNewest(history.data);
  const messages = useMemo(
    () =>
      atNewest || !history.data
        ? mergeMessages(historyMessages(history.data), tail.messages)
        : historyMessages(history.data),
    [history.data, tail.messages, atNewest],
  );
  const mine = useMemo(
    () => entries.filter((entry) => entry.messageGroupUuid === messageGroupUuid),
    [entries, messageGroupUuid],
  );
  const items = useMemo(
    () => withPending(messages, atNewest || !history.data ? mine : [], userUuid),
    [messages, mine, atNewest, history.data, userUuid],
  );

  const other = otherOf({ messageGroupUuid, userUuid, row, recipient, entries: mine });
  const newest = messages.at(-1)?.uuid ?? null;
  const send = useCallback(
    (message: string) =>
      other
        ? outbox.add({ messageGroupUuid, recipient: other, message, after: newest })
        : undefined,
    [outbox, messageGroupUuid, other, newest],
  );
  const markRead = useCallback(() => {
    if (newest && atNewest) messaging.markRead(messageGroupUuid, newest);
  }, [messaging, messageGroupUuid, newest, atNewest]);

  return {
    status: loadStatus(history),
    error: history.error,
    other,
    row,
    items,
    hasOlder: history.hasNextPage,
    isLoadingOlder: history.isFetchingNextPage,
    olderFailed: history.isFetchNextPageError,
    loadOlder: () => {
      const idle = !history.isFetching && !history.isFetchNextPageError;
      if (history.hasNextPage && idle) void history.fetchNextPage();
    },
    retryOlder: () => void history.fetchNextPage(),
    hasNewer: history.hasPreviousPage,
    loadNewer: () => {
      const idle = !history.isFetching && !history.isFetchPreviousPageError;
      if (history.hasPreviousPage && idle) void history.fetchPreviousPage();
    },
    jumpToNewest: () => messaging.reload(messageGroupUuid).catch(() => undefined),
    compact: () => {
      if (tail.messages.length > MAX_TAIL && atNewest) messaging.compact(messageGroupUuid);
    },
    send,
    retrySend: (clientToken) => outbox.retry(clientToken),
    discard: (clientToken) => outbox.discard(clientToken),
    isSending: (clientToken) => sending.has(clientToken),
    markRead,
    retry: () => void history.refetch(),
  };
}

/** From the inbox, or, of a conversation further down than it has been read, by itself. */
function useRow(messageGroupUuid: string): MessageGroup | null {
  const { api, keys } = useMessaging();
  const { data: inbox } = useQuery<Inbox>({
    queryKey: keys.inbox,
    queryFn: skipToken,
    gcTime: Infinity,
    structuralSharing: false,
  });
  const listed = inbox?.rows.find(({ uuid }) => uuid === messageGroupUuid);
  const { data: single } = useQuery({
    ...queryDefaults,
    queryKey: keys.row(messageGroupUuid),
    queryFn: () => api.messageGroup(messageGroupUuid),
    enabled: inbox !== undefined && !listed,
  });
  return listed ?? single ?? null;
}

function otherOf({
  messageGroupUuid,
  userUuid,
  row,
  recipient,
  entries,
}: {
  messageGroupUuid: string;
  userUuid: string;
  row: MessageGroup | null;
  recipient: Recipient | undefined;
  entries: readonly OutboxEntry[];
}): Recipient | null {
  if (row) {
    const { otherUserUuid, otherUserHandle, otherUserDisplayName } = row;
    return { uuid: otherUserUuid, handle: otherUserHandle, displayName: otherUserDisplayName };
  }
  if (recipient) return recipient;
  if (entries[0]) return entries[0].recipient;
  const uuid = otherUserUuidOf(messageGroupUuid, userUuid);
  return uuid ? { uuid, handle: null, displayName: null } : null;
}
