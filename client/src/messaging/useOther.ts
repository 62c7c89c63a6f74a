import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useInboxQuery } from './hooks';
import { latestOf } from './ids';
import { otherUserUuidOf } from './messageGroupUuid';
import { useMessaging } from './MessagingProvider';
import { queryDefaults } from './queryDefaults';
import type { Message, MessageGroup, Recipient } from './types';

/**
 * The row of a conversation: from the inbox, and once read by itself, for lists have neither its read
 * marker nor how far it was cleared.
 */
export function useRow(messageGroupUuid: string): {
  /** Null: there is none, or it is not loaded yet. */
  readonly row: MessageGroup | null;
  /** The same, also before all of it is known. */
  readonly named: MessageGroup | null;
  readonly isLoaded: boolean;
  /** How far the other person has read, where that is shown. */
  readonly otherReadUpTo: string | null;
} {
  const { receipts, keys } = useMessaging();
  const { data: inbox } = useInboxQuery();
  const listed = inbox?.rows.find(({ uuid }) => uuid === messageGroupUuid);
  const { data: single, isError } = useQuery({
    ...queryDefaults,
    queryKey: keys.row(messageGroupUuid),
    queryFn: () => receipts.readRow(messageGroupUuid),
    enabled: inbox !== undefined,
  });
  const isLoaded = inbox !== undefined && (single !== undefined || isError);
  const row = useMemo(() => {
    if (!isLoaded) return null;
    if (!listed || !single) return listed ?? single ?? null;
    return {
      ...listed,
      readUpTo: latestOf(listed.readUpTo, single.readUpTo),
      clearedUpTo: latestOf(listed.clearedUpTo, single.clearedUpTo),
    };
  }, [isLoaded, listed, single]);
  const otherReadUpTo = single?.otherUserReadUpTo ?? null;
  return { row, named: row ?? listed ?? null, isLoaded, otherReadUpTo };
}

interface OtherOptions {
  readonly messageGroupUuid: string;
  readonly row: MessageGroup | null;
  /** As the caller knows them. */
  readonly recipient: Recipient | undefined;
  /** The recipient of a message that is waiting to be sent. */
  readonly waitingFor: Recipient | undefined;
  /** Their newest message that is loaded, with the names of its time. */
  readonly written: Message | undefined;
}

/** The other person of a conversation, from the best source there is. */
export function useOther({
  messageGroupUuid,
  row,
  recipient,
  waitingFor,
  written,
}: OtherOptions): Recipient | null {
  const { userUuid } = useMessaging();
  return useMemo(() => {
    if (row) {
      const { otherUserUuid, otherUserHandle, otherUserDisplayName } = row;
      return { uuid: otherUserUuid, handle: otherUserHandle, displayName: otherUserDisplayName };
    }
    if (recipient ?? waitingFor) return recipient ?? waitingFor!;
    const uuid = otherUserUuidOf(messageGroupUuid, userUuid);
    if (!uuid) return null;
    return { uuid, handle: written?.handle ?? null, displayName: written?.displayName ?? null };
  }, [messageGroupUuid, userUuid, row, recipient, waitingFor, written]);
}
