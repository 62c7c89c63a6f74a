import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { MessagingError, useMessaging, type MessageGroup } from '../../messaging';

const PROBLEMS: Record<string, string> = {
  MessageGroupChanged: 'A new message has come. Nothing was changed.',
};

export interface ConversationActions {
  /** Why the last action failed. */
  readonly problem: string | undefined;
  archive(): void;
  /** Brings back from the archive; accepts a request. */
  toInbox(): void;
  setMuted(muted: boolean): void;
  /** Asks first. */
  clear(): void;
  /** Asks first. */
  block(): void;
  unblock(): void;
}

/** What a person can do with one of their conversations. The other person sees none of it. */
export function useConversationActions(
  row: MessageGroup | null,
  other: { readonly uuid: string } | null,
  name: string,
): ConversationActions {
  const { rows } = useMessaging();
  const [, navigate] = useLocation();
  const [problem, setProblem] = useState<string>();
  const run = useCallback((work: Promise<void>, then?: () => void): void => {
    setProblem(undefined);
    work.then(then, (error: unknown) => {
      const type = error instanceof MessagingError ? error.type : '';
      setProblem(PROBLEMS[type] ?? 'That did not work. Try again.');
    });
  }, []);
  const leave = (): void => navigate('/messages', { replace: true });
  return {
    problem,
    toInbox: () => row && run(rows.moveTo('INBOX', row)),
    archive: () => row && run(rows.moveTo('ARCHIVE', row), leave),
    setMuted: (muted) => row && run(rows.mute(row, muted)),
    clear: () => {
      const isSure = window.confirm(
        `Delete the conversation with ${name} for you? ${name} keeps it.`,
      );
      if (row && isSure) run(rows.clear(row), leave);
    },
    block: () => {
      const isSure = window.confirm(
        `Block ${name}? ${name} can no longer send you messages, and is not told.`,
      );
      if (other && isSure) run(rows.block(other.uuid));
    },
    unblock: () => other && run(rows.unblock(other.uuid)),
  };
}
