import { useCallback, useEffect, useMemo } from 'react';
import { useMessaging } from './MessagingProvider';
import { Typing } from './typing';
import { useObservable } from './useObservable';
import { useRow } from './useOther';

export interface TypingView {
  readonly isOtherTyping: boolean;
  /** Call at each keystroke: the other person is told at most once in five seconds. */
  typed(): void;
  /** Call when the writing has ended, by sending or by giving up. */
  stopped(): void;
}

/** Who is typing in a conversation. Tells and hears nothing before it is accepted, or while it is blocked. */
export function useTyping(messageGroupUuid: string): TypingView {
  const { api, userUuid, realtime, onMessage } = useMessaging();
  const { row } = useRow(messageGroupUuid);
  const isOpen = row !== null && !row.blocked && row.folder === 'INBOX';
  const { session } = useObservable(realtime.connection);
  const typing = useMemo(() => new Typing({ api, messageGroupUuid }), [api, messageGroupUuid]);

  // Each session of the connection has its own subscriptions; there is none before the first.
  const isListening = isOpen && session > 0;
  useEffect(() => (isListening ? typing.listen() : undefined), [typing, isListening, session]);
  useEffect(
    () =>
      onMessage((message) => {
        const isTheirs = message.userUuid !== userUuid;
        if (isTheirs && message.messageGroupUuid === messageGroupUuid) typing.heard(false);
      }),
    [onMessage, typing, messageGroupUuid, userUuid],
  );
  useEffect(() => () => typing.stopped(), [typing]);

  const isOtherTyping = useObservable(typing.isOtherTyping);
  const typed = useCallback(() => {
    if (isOpen) typing.typed();
  }, [typing, isOpen]);
  const stopped = useCallback(() => typing.stopped(), [typing]);
  return { isOtherTyping: isOpen && isOtherTyping, typed, stopped };
}
