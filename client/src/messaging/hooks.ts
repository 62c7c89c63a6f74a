import { useCallback, useEffect, useMemo, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { statusOf, type ConnectionStatus } from './connection';
import { rowsOf, unreadTotal } from './inbox';
import { keptFolders } from './inboxStore';
import { useMessaging } from './MessagingProvider';
import { inboxQuery } from './queries';
import { queryDefaults } from './queryDefaults';
import type { Folder, Me, Message, MessageGroup, Settings, User } from './types';
import { useObservable } from './useObservable';

/** `loading` until the first answer; `failed` when there was none and nothing is loaded. */
export type LoadStatus = 'loading' | 'ready' | 'failed';

export const loadStatus = (query: { data: unknown; isError: boolean }): LoadStatus => {
  if (query.data !== undefined) return 'ready';
  return query.isError ? 'failed' : 'loading';
};

const NO_ROWS: readonly MessageGroup[] = [];

export interface FolderView {
  readonly status: LoadStatus;
  /** Newest message first. */
  readonly rows: readonly MessageGroup[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  loadMore(): Promise<void>;
  retry(): void;
}

interface InboxView extends FolderView {
  /** Unread messages of the loaded rows, without muted ones and requests. */
  readonly unreadTotal: number;
  /** Requests that are loaded. */
  readonly requestCount: number;
}

/** The inbox as it is loaded. */
export function useInboxQuery() {
  return useQuery(inboxQuery(useMessaging()));
}

/** The conversations in the user's inbox; rows move as messages arrive. */
export function useInbox(): InboxView {
  const { data } = useInboxQuery();
  return {
    ...useLoadedFolder('INBOX', useInboxQuery()),
    unreadTotal: data ? unreadTotal(data) : 0,
    requestCount: data ? rowsOf(data, 'REQUESTS').length : 0,
  };
}

/** The conversations of one folder. */
export function useFolder(folder: Folder): FolderView {
  const { inbox, keys } = useMessaging();
  const all = useInboxQuery();
  const isKept = keptFolders.includes(folder);
  const opened = useQuery({
    ...queryDefaults,
    queryKey: keys.folder(folder),
    queryFn: () => inbox.open(folder),
    enabled: !isKept && all.data !== undefined,
  });
  return useLoadedFolder(folder, isKept ? all : opened);
}

/** @param query loads the folder */
function useLoadedFolder(
  folder: Folder,
  query: {
    readonly data: unknown;
    readonly isError: boolean;
    refetch(): Promise<unknown>;
  },
): FolderView {
  const { inbox } = useMessaging();
  const data = useInboxQuery().data;
  const [isLoadingMore, setLoadingMore] = useState(false);
  const loadMore = useCallback(async () => {
    setLoadingMore(true);
    try {
      await inbox.readMore(folder);
    } finally {
      setLoadingMore(false);
    }
  }, [inbox, folder]);
  const { refetch } = query;
  const retry = useCallback(() => void refetch(), [refetch]);
  const rows = useMemo(() => (data ? rowsOf(data, folder) : NO_ROWS), [data, folder]);
  const hasMore = data?.nextTokens[folder] != null;
  return { status: loadStatus(query), rows, hasMore, isLoadingMore, loadMore, retry };
}

/** Where a conversation is listed; undefined while its row is not known. */
export function useFolderOf(messageGroupUuid: string): Folder | null | undefined {
  return useInboxQuery().data?.rows.find(({ uuid }) => uuid === messageGroupUuid)?.folder;
}

/** The settings of the user; undefined until they are loaded. */
export function useSettings(): {
  readonly settings: Settings | undefined;
  update(input: Partial<Settings>): Promise<void>;
} {
  const { api, keys } = useMessaging();
  const queryClient = useQueryClient();
  const { data } = useQuery({ ...queryDefaults, queryKey: keys.settings, queryFn: api.mySettings });
  const update = useCallback(
    async (input: Partial<Settings>) => {
      // Shown at once; a refusal brings back what was there.
      const before = queryClient.getQueryData<Settings>(keys.settings);
      queryClient.setQueryData(keys.settings, before && { ...before, ...input });
      try {
        queryClient.setQueryData(keys.settings, await api.updateSettings(input));
      } catch (error) {
        queryClient.setQueryData(keys.settings, before);
        throw error;
      }
    },
    [api, keys, queryClient],
  );
  return { settings: data, update };
}

/** The state of the real-time connection. */
export function useConnection(): ConnectionStatus {
  const { realtime } = useMessaging();
  return statusOf(useObservable(realtime.connection));
}

/** Milliseconds. Nothing is pushed when a suspension begins or ends. */
const ME_IS_STALE = 300_000;
const LOOK_AT_SUSPENSION = 60_000;

/** Looks again while a suspension lasts, and at its end. */
const nextLook = (me: Me | null | undefined): number | false => {
  if (!me?.suspension) return false;
  const left = Date.parse(me.suspension.until) - Date.now();
  return Math.min(LOOK_AT_SUSPENSION, Math.max(1_000, left));
};

/** The user who is signed in; null where the account has no profile yet. */
export function useMe(): Me | null {
  const { api, keys } = useMessaging();
  const { data } = useQuery({
    ...queryDefaults,
    queryKey: keys.me,
    queryFn: api.me,
    staleTime: ME_IS_STALE,
    refetchOnWindowFocus: true,
    refetchInterval: ({ state }) => nextLook(state.data),
  });
  return data ?? null;
}

/** The person with a handle; null where there is none. Sends no request for an empty handle. */
export function usePerson(handle: string): {
  readonly status: LoadStatus;
  readonly error: Error | null;
  readonly person: User | null;
  /** Looks again, also after the answer that there is no such person. */
  retry(): void;
} {
  const { api, keys } = useMessaging();
  const query = useQuery({
    ...queryDefaults,
    staleTime: 60_000,
    queryKey: keys.person(handle),
    queryFn: () => api.user(handle),
    enabled: handle !== '',
  });
  const { data, error, refetch } = query;
  const retry = useCallback(() => void refetch(), [refetch]);
  return { status: loadStatus(query), error, person: data ?? null, retry };
}

/** Calls with each message of another person as it arrives. */
export function useIncomingMessages(listener: (message: Message) => void): void {
  const messaging = useMessaging();
  useEffect(() => messaging.onIncoming(listener), [messaging, listener]);
}
