import { useLocation } from 'wouter';
import { MessagingError, useMessaging, type MessageGroup } from '../../messaging';
import { useProblem } from './useProblem';

const problemOfRow = (error: unknown): string =>
  error instanceof MessagingError && error.type === 'MessageGroupChanged'
    ? 'A new message has come. Nothing was changed.'
    : 'That did not work. Try again.';

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
  const problem = useProblem(problemOfRow);
  const run = (work: Promise<void>, then?: () => void): void => problem.of(work.then(then));
  const leave = (): void => navigate('/messages', { replace: true });
  return {
    problem: problem.text,
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
