import { useMemo, useSyncExternalStore } from 'react';
import { useQuery } from '@tanstack/react-query';
import { MessageDocument } from '../generated/graphql';
import { laterOf, withChanges } from './messageChange';
import { useMessaging } from './MessagingProvider';
import { queryDefaults } from './queryDefaults';
import type { Message } from './types';
import { useObservable } from './useObservable';
import { useRow } from './useOther';

/**
 * One message of a conversation as it is now, for example the one that a reply answers: from what is
 * loaded, or else from the API. It follows edits and reactions, and what is unsent.
 *
 * @returns undefined while it is loading; null when there is none, or the user has deleted it for themself
 */
export function useMessage(messageGroupUuid: string, uuid: string): Message | null | undefined {
  const { api, changes, keys, userUuid } = useMessaging();
  const { row } = useRow(messageGroupUuid);
  const loaded = useLoaded(messageGroupUuid, uuid);
  const isCleared = row?.clearedUpTo != null && uuid <= row.clearedUpTo;
  const { data: single } = useQuery({
    ...queryDefaults,
    queryKey: keys.single(messageGroupUuid, uuid),
    queryFn: async () => (await api.request(MessageDocument, { messageGroupUuid, uuid })).message,
    enabled: loaded.isReady && loaded.message === undefined && !isCleared,
  });
  const pending = useObservable(changes.pending);
  return useMemo(() => {
    if (isCleared) return null;
    const stored = laterOf(loaded.message, single);
    return stored && withChanges(stored, pending, userUuid);
  }, [isCleared, loaded.message, single, pending, userUuid]);
}

/** What the conversation's cache has of a message. */
function useLoaded(
  messageGroupUuid: string,
  uuid: string,
): { readonly message: Message | undefined; readonly isReady: boolean } {
  const { cache, queryClient, keys } = useMessaging();
  const { subscribe, message, isReady } = useMemo(() => {
    const queries = queryClient.getQueryCache();
    const queryKey = keys.history(messageGroupUuid);
    return {
      subscribe: (listener: () => void) => queries.subscribe(listener),
      message: () => cache.find(messageGroupUuid, uuid),
      /** The page that is on its way may have the message. */
      isReady: () => queryClient.getQueryState(queryKey)?.status !== 'pending',
    };
  }, [cache, queryClient, keys, messageGroupUuid, uuid]);
  return {
    message: useSyncExternalStore(subscribe, message),
    isReady: useSyncExternalStore(subscribe, isReady),
  };
}
