import { useMemo } from 'react';
import { latestOf } from './ids';
import { useMessaging } from './MessagingProvider';
import { withPending } from './outbox';
import type { TimelineMessage } from './timeline';
import type { MessageGroup, Recipient } from './types';
import { useChanges, type Changes } from './useChanges';
import { useHistory, type HistoryView } from './useHistory';
import { useMarkRead } from './useMarkRead';
import { useOther, useRow } from './useOther';
import { useOutgoing, useSend, type Outgoing, type Send } from './useOutgoing';

export interface ConversationView extends HistoryView, Changes, Outgoing {
  /** The other person, as far as known. */
  readonly other: Recipient | null;
  /** The conversation's row; null: the two have not written to each other yet. */
  readonly row: MessageGroup | null;
  /**
   * The message is safe, also over a reload, once this returns. Does nothing while `other` is null.
   * @param replyToUuid the message that this one answers
   */
  readonly send: Send;
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
  const { userUuid } = useMessaging();
  const { row, named, isLoaded: isRowLoaded } = useRow(messageGroupUuid);
  const { view, messages, isLoaded, atNewest } = useUncleared(messageGroupUuid, row, isRowLoaded);
  const { entries, ...outgoing } = useOutgoing(messageGroupUuid);
  const stored = useMemo(
    () => withPending(messages, atNewest || !isLoaded ? entries : [], userUuid),
    [messages, entries, atNewest, isLoaded, userUuid],
  );
  const changes = useChanges(messageGroupUuid, stored);
  const other = useOther({
    messageGroupUuid,
    row: named,
    recipient,
    waitingFor: entries[0]?.recipient,
    written: messages.findLast((message) => message.userUuid !== userUuid),
  });

  // The loaded pages may end long before the newest message that is known.
  const isNewestKnown = row !== null || (isLoaded && atNewest);
  const newest = latestOf(messages.at(-1)?.uuid ?? null, row?.lastMessageUuid ?? null);
  const send = useSend(messageGroupUuid, other, isNewestKnown ? newest : undefined);
  const markRead = useMarkRead(messageGroupUuid, row, messages);

  const isKnown = named !== null || messages.length > 0 || entries.length > 0;
  const exists = isKnown || (isLoaded && isRowLoaded ? false : undefined);
  return { ...view, ...changes, ...outgoing, other, row, send, markRead, exists };
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
