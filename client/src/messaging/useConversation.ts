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
import { loadStatus, queryDefaults, useInboxQuery, type LoadStatus } from './hooks';
import { otherUserUuidOf } from './messageGroupUuid';
import { useMessaging } from './MessagingProvider';
import { withPending, type OutboxEntry, type TimelineItem } from './outbox';
import { emptyTail, mergeMessages, type Tail, type TimelineMessage } from './timeline';
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
  /** Marks everything that is loaded as read; where all of it is, or one's own, it asks nothing. */
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
  const { row, isLoading } = useRow(messageGroupUuid);

  // When the newest page is loaded, at first and after one was far back.
  const atNewest = reachesNewest(history.data);
  useEffect(() => {
    if (atNewest) void messaging.catchUp(messageGroupUuid);
  }, [messaging, messageGroupUuid, atNewest]);

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

  const waitingFor = mine[0]?.recipient;
  const other = useMemo(
    () => otherOf({ messageGroupUuid, userUuid, row, recipient, waitingFor }),
    [messageGroupUuid, userUuid, row, recipient, waitingFor],
  );
  const newest = messages.at(-1)?.uuid ?? null;
  // What is loaded may end long before what is known of.
  const known = row !== null || (history.data !== undefined && atNewest);
  const after = known ? latestOf(newest, row?.lastMessageUuid ?? null) : undefined;
  const send = useCallback(
    (message: string) =>
      other ? outbox.add({ messageGroupUuid, recipient: other, message, after }) : undefined,
    [outbox, messageGroupUuid, other, after],
  );
  const isUnread = useMemo(
    () => row === null || row.unreadCount > 0 || hasUnread(messages, userUuid, row.readUpTo),
    [messages, userUuid, row],
  );
  const markRead = useCallback(() => {
    if (newest && atNewest && isUnread && !isLoading) messaging.markRead(messageGroupUuid, newest);
  }, [messaging, messageGroupUuid, newest, atNewest, isUnread, isLoading]);

  const { hasNextPage, isFetchNextPageError, hasPreviousPage, isFetchPreviousPageError } = history;
  const { isFetching, fetchNextPage, fetchPreviousPage, refetch } = history;
  const retryOlder = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const loadOlder = useCallback(() => {
    if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
  const loadNewer = useCallback(() => {
    if (hasPreviousPage && !isFetching && !isFetchPreviousPageError) void fetchPreviousPage();
  }, [hasPreviousPage, isFetching, isFetchPreviousPageError, fetchPreviousPage]);
  const jumpToNewest = useCallback(
    () => messaging.reload(messageGroupUuid).catch(() => undefined),
    [messaging, messageGroupUuid],
  );
  const isLong = tail.messages.length > MAX_TAIL && atNewest;
  const compact = useCallback(() => {
    if (isLong) messaging.compact(messageGroupUuid);
  }, [messaging, messageGroupUuid, isLong]);
  const retrySend = useCallback((clientToken: string) => outbox.retry(clientToken), [outbox]);
  const discard = useCallback((clientToken: string) => outbox.discard(clientToken), [outbox]);
  const isSending = useCallback((clientToken: string) => sending.has(clientToken), [sending]);
  const retry = useCallback(() => void refetch(), [refetch]);

  return {
    status: loadStatus(history),
    error: history.error,
    other,
    row,
    items,
    hasOlder: hasNextPage,
    isLoadingOlder: history.isFetchingNextPage,
    olderFailed: isFetchNextPageError,
    loadOlder,
    retryOlder,
    hasNewer: hasPreviousPage,
    loadNewer,
    jumpToNewest,
    compact,
    send,
    retrySend,
    discard,
    isSending,
    markRead,
    retry,
  };
}

/**
 * From the inbox, or, of a conversation further down than it has been read, by itself. Lists have no
 * read marker: it is asked for once, before this device moves it.
 */
function useRow(messageGroupUuid: string): { row: MessageGroup | null; isLoading: boolean } {
  const { api, keys } = useMessaging();
  const { data: inbox } = useInboxQuery();
  const listed = inbox?.rows.find(({ uuid }) => uuid === messageGroupUuid);
  const { data: single, isLoading } = useQuery({
    ...queryDefaults,
    queryKey: keys.row(messageGroupUuid),
    queryFn: () => api.messageGroup(messageGroupUuid),
    enabled: inbox !== undefined && (!listed || listed.readUpTo === null),
  });
  return useMemo(() => {
    if (!listed || isLoading) return { row: single ?? null, isLoading };
    const readUpTo = listed.readUpTo ?? single?.readUpTo ?? null;
    return { row: { ...listed, readUpTo }, isLoading };
  }, [listed, single, isLoading]);
}

function otherOf({
  messageGroupUuid,
  userUuid,
  row,
  recipient,
  waitingFor,
}: {
  messageGroupUuid: string;
  userUuid: string;
  row: MessageGroup | null;
  recipient: Recipient | undefined;
  /** To whom something is on its way. */
  waitingFor: Recipient | undefined;
}): Recipient | null {
  if (row) {
    const { otherUserUuid, otherUserHandle, otherUserDisplayName } = row;
    return { uuid: otherUserUuid, handle: otherUserHandle, displayName: otherUserDisplayName };
  }
  if (recipient) return recipient;
  if (waitingFor) return waitingFor;
  const uuid = otherUserUuidOf(messageGroupUuid, userUuid);
  return uuid ? { uuid, handle: null, displayName: null } : null;
}

/** Has the other one written after the marker? */
const hasUnread = (
  messages: readonly TimelineMessage[],
  userUuid: string,
  readUpTo: string | null,
): boolean =>
  messages.some(
    (message) => message.userUuid !== userUuid && (readUpTo === null || message.uuid > readUpTo),
  );

const latestOf = (one: string | null, other: string | null): string | null =>
  one !== null && (other === null || one > other) ? one : other;
