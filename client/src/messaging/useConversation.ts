import { useCallback, useMemo } from 'react';
import { withChanges, type MessageChange } from './messageChange';
import { useMessaging } from './MessagingProvider';
import { withPending, type OutboxEntry, type TimelineItem } from './outbox';
import type { TimelineMessage } from './timeline';
import type { MessageGroup, Recipient } from './types';
import { useHistory, type HistoryView } from './useHistory';
import { useObservable } from './useObservable';
import { latestOf, useOther, useRow } from './useOther';

export interface ConversationView extends HistoryView {
  /** The other person, as far as known. */
  readonly other: Recipient | null;
  /** The conversation's row; null: the two have not written to each other yet. */
  readonly row: MessageGroup | null;
  /** Oldest first, messages on their way last. */
  readonly items: readonly TimelineItem[];
  /**
   * The message is safe, also over a reload, once this returns. Does nothing while `other` is null.
   * @param replyToUuid the message that this one answers
   */
  send(message: string, replyToUuid?: string): OutboxEntry | undefined;
  /** Of a refused message, by its `clientToken`. */
  retrySend(clientToken: string): void;
  discard(clientToken: string): void;
  isSending(clientToken: string): boolean;
  /**
   * Each of these three changes a stored message, by its id. It is shown at once; what the API refuses is
   * taken back, and the promise rejects with the `MessagingError`. An error that may pass is tried again.
   */
  edit(uuid: string, text: string): Promise<void>;
  /** The message loses its text and its reactions, for both people. */
  unsend(uuid: string): Promise<void>;
  /** Sets the user's only reaction to the message; null takes it back. */
  react(uuid: string, emoji: string | null): Promise<void>;
  /**
   * Marks messages as read up to one, by its id; without an id up to the newest one that is loaded.
   * Sends no request where nothing is unread.
   */
  markRead(upTo?: string): void;
  /** False: there is no such conversation. Undefined: not known yet. */
  readonly exists: boolean | undefined;
}

/**
 * One conversation, whether or not it exists yet.
 * @param recipient the other person, where the caller knows them (for a conversation that begins).
 */
export function useConversation(messageGroupUuid: string, recipient?: Recipient): ConversationView {
  const messaging = useMessaging();
  const { outbox, userUuid } = messaging;
  const { row, named, isLoaded: isRowLoaded } = useRow(messageGroupUuid);
  const { view, messages, isLoaded, atNewest } = useUncleared(messageGroupUuid, row, isRowLoaded);
  const { entries, sending } = useObservable(outbox.state);
  const mine = useMemo(
    () => entries.filter((entry) => entry.messageGroupUuid === messageGroupUuid),
    [entries, messageGroupUuid],
  );
  const stored = useMemo(
    () => withPending(messages, atNewest || !isLoaded ? mine : [], userUuid),
    [messages, mine, atNewest, isLoaded, userUuid],
  );
  const { items, ...changes } = useChanges(messageGroupUuid, stored);
  const other = useOther({
    messageGroupUuid,
    row: named,
    recipient,
    waitingFor: mine[0]?.recipient,
    written: messages.findLast((message) => message.userUuid !== userUuid),
  });

  const newest = messages.at(-1)?.uuid ?? null;
  // The loaded pages may end long before the newest message that is known.
  const known = row !== null || (isLoaded && atNewest);
  const after = known ? latestOf(newest, row?.lastMessageUuid ?? null) : undefined;
  const send = useCallback(
    (message: string, replyToUuid?: string) =>
      other
        ? outbox.add({ messageGroupUuid, recipient: other, message, replyToUuid, after })
        : undefined,
    [outbox, messageGroupUuid, other, after],
  );
  const retrySend = useCallback((clientToken: string) => outbox.retry(clientToken), [outbox]);
  const discard = useCallback((clientToken: string) => outbox.discard(clientToken), [outbox]);
  const isSending = useCallback((clientToken: string) => sending.has(clientToken), [sending]);

  const markRead = useCallback(
    (upTo = newest) => {
      if (!row || !upTo) return;
      const miscounted = row.unreadCount > 0 && upTo === row.lastMessageUuid;
      if (miscounted || hasUnread(messages, userUuid, row.readUpTo, upTo)) {
        messaging.markRead(messageGroupUuid, upTo);
      }
    },
    [messaging, messageGroupUuid, messages, newest, row, userUuid],
  );
  const isKnown = named !== null || messages.length > 0 || mine.length > 0;
  const exists = isKnown || (isLoaded && isRowLoaded ? false : undefined);

  const outgoing = { send, retrySend, discard, isSending };
  return { ...view, ...changes, other, row, items, ...outgoing, markRead, exists };
}

type Changes = Pick<ConversationView, 'items' | 'edit' | 'unsend' | 'react'>;

/** What changes stored messages, and the items with what is on its way. */
function useChanges(messageGroupUuid: string, stored: readonly TimelineItem[]): Changes {
  const { changes, userUuid } = useMessaging();
  const pending = useObservable(changes.pending);
  const items = useMemo(
    () =>
      pending.length === 0
        ? stored
        : stored.map((item) =>
            item.kind === 'message'
              ? { ...item, message: withChanges(item.message, pending, userUuid) }
              : item,
          ),
    [stored, pending, userUuid],
  );
  const functions = useMemo(() => {
    const make = (uuid: string, change: MessageChange): Promise<void> =>
      changes.make({ messageGroupUuid, uuid }, change);
    return {
      edit: (uuid: string, text: string) => make(uuid, { type: 'edit', text }),
      unsend: (uuid: string) => make(uuid, { type: 'unsend' }),
      react: (uuid: string, emoji: string | null) => make(uuid, { type: 'react', emoji }),
    };
  }, [changes, messageGroupUuid]);
  return { items, ...functions };
}

const NONE: readonly TimelineMessage[] = [];

/** The history after what the user has deleted for themself. Nothing is shown before that is known. */
function useUncleared(
  messageGroupUuid: string,
  row: MessageGroup | null,
  isRowLoaded: boolean,
): ReturnType<typeof useHistory> {
  const history = useHistory(messageGroupUuid);
  const { view, messages: all, isLoaded } = history;
  const clearedUpTo = row?.clearedUpTo ?? null;
  const messages = useMemo(() => {
    if (!isRowLoaded) return NONE;
    return clearedUpTo === null ? all : all.filter(({ uuid }) => uuid > clearedUpTo);
  }, [all, clearedUpTo, isRowLoaded]);
  const hasOlder = view.hasOlder && messages.length === all.length;
  const status = isRowLoaded || view.status === 'failed' ? view.status : 'loading';
  return {
    ...history,
    messages,
    isLoaded: isLoaded && isRowLoaded,
    view: { ...view, hasOlder, status },
  };
}

/** Has the other person written after the marker, up to a message? */
const hasUnread = (
  messages: readonly TimelineMessage[],
  userUuid: string,
  readUpTo: string | null,
  upTo: string,
): boolean =>
  messages.some(
    ({ userUuid: sender, uuid, deletedAt }) =>
      sender !== userUuid &&
      deletedAt === null &&
      uuid <= upTo &&
      (readUpTo === null || uuid > readUpTo),
  );
