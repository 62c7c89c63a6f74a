import { useCallback, useMemo } from 'react';
import { useMessaging } from './MessagingProvider';
import type { OutboxEntry } from './outbox';
import type { Recipient } from './types';
import { useObservable } from './useObservable';

export interface Outgoing {
  /** Of a refused message, by its `clientToken`. */
  retrySend(clientToken: string): void;
  discard(clientToken: string): void;
  isSending(clientToken: string): boolean;
}

/** What is on its way into a conversation. */
export function useOutgoing(
  messageGroupUuid: string,
): Outgoing & { readonly entries: readonly OutboxEntry[] } {
  const { outbox } = useMessaging();
  const { entries: all, sending } = useObservable(outbox.state);
  const entries = useMemo(
    () => all.filter((entry) => entry.messageGroupUuid === messageGroupUuid),
    [all, messageGroupUuid],
  );
  const retrySend = useCallback((clientToken: string) => outbox.retry(clientToken), [outbox]);
  const discard = useCallback((clientToken: string) => outbox.discard(clientToken), [outbox]);
  const isSending = useCallback((clientToken: string) => sending.has(clientToken), [sending]);
  return { entries, retrySend, discard, isSending };
}

/** @returns undefined while the other person is not known */
export type Send = (message: string, replyToUuid?: string) => OutboxEntry | undefined;

/** @param after the newest message that the writer has; see {@link OutboxEntry} */
export function useSend(
  messageGroupUuid: string,
  recipient: Recipient | null,
  after: OutboxEntry['after'],
): Send {
  const { outbox } = useMessaging();
  return useCallback(
    (message, replyToUuid) =>
      recipient
        ? outbox.add({ messageGroupUuid, recipient, message, replyToUuid, after })
        : undefined,
    [outbox, messageGroupUuid, recipient, after],
  );
}
