import { useMemo } from 'react';
import { withChanges, type MessageChange } from './messageChange';
import { useMessaging } from './MessagingProvider';
import type { TimelineItem } from './outbox';
import { useObservable } from './useObservable';

export interface Changes {
  /** Oldest first, messages on their way last. */
  readonly items: readonly TimelineItem[];
  /**
   * Each of these three changes a stored message, by its id. It is shown at once; what the API refuses is
   * taken back, and the promise rejects with the `MessagingError`. An error that may pass is tried again.
   */
  edit(uuid: string, text: string): Promise<void>;
  /** The message loses its text and its reactions, for both people. */
  unsend(uuid: string): Promise<void>;
  /** Sets the user's only reaction to the message; null takes it back. */
  react(uuid: string, emoji: string | null): Promise<void>;
}

/** What changes stored messages, and the items with what is on its way. */
export function useChanges(messageGroupUuid: string, stored: readonly TimelineItem[]): Changes {
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
