import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { queryDefaults, useInboxQuery } from './hooks';
import { otherUserUuidOf } from './messageGroupUuid';
import { useMessaging } from './MessagingProvider';
import type { MessageGroup, Recipient } from './types';

/**
 * The row of a conversation: from the inbox, or, where the inbox has not been read that far, read by
 * itself. An unread row of a list has no read marker: then it is read once.
 */
export function useRow(messageGroupUuid: string): {
  /** Null: there is none, or it is not loaded yet. */
  readonly row: MessageGroup | null;
  /** The same, also before its read marker is known. */
  readonly named: MessageGroup | null;
  readonly isLoaded: boolean;
} {
  const { api, keys } = useMessaging();
  const { data: inbox } = useInboxQuery();
  const listed = inbox?.rows.find(({ uuid }) => uuid === messageGroupUuid);
  const isAsked = inbox !== undefined && (!listed || isMarkerMissing(listed));
  const { data: single } = useQuery({
    ...queryDefaults,
    queryKey: keys.row(messageGroupUuid),
    queryFn: () => api.messageGroup(messageGroupUuid),
    enabled: isAsked,
  });
  const row = useMemo(() => {
    if (!listed || !isMarkerMissing(listed)) return listed ?? single ?? null;
    return single === undefined ? null : { ...listed, readUpTo: single?.readUpTo ?? null };
  }, [listed, single]);
  const isLoaded = inbox !== undefined && (!isAsked || single !== undefined);
  return { row, named: row ?? listed ?? null, isLoaded };
}

const isMarkerMissing = ({ readUpTo, unreadCount }: MessageGroup): boolean =>
  readUpTo === null && unreadCount > 0;

interface OtherOptions {
  readonly messageGroupUuid: string;
  readonly row: MessageGroup | null;
  /** As the caller knows them. */
  readonly recipient: Recipient | undefined;
  /** The recipient of a message that is waiting to be sent. */
  readonly waitingFor: Recipient | undefined;
}

/** The other person of a conversation, from the best source there is. */
export function useOther({
  messageGroupUuid,
  row,
  recipient,
  waitingFor,
}: OtherOptions): Recipient | null {
  const { userUuid } = useMessaging();
  return useMemo(() => {
    if (row) {
      const { otherUserUuid, otherUserHandle, otherUserDisplayName } = row;
      return { uuid: otherUserUuid, handle: otherUserHandle, displayName: otherUserDisplayName };
    }
    if (recipient ?? waitingFor) return recipient ?? waitingFor!;
    const uuid = otherUserUuidOf(messageGroupUuid, userUuid);
    return uuid ? { uuid, handle: null, displayName: null } : null;
  }, [messageGroupUuid, userUuid, row, recipient, waitingFor]);
}
