import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import type { Message } from '../../messaging';

/** The picker and its data are loaded when someone opens it; where they cannot be, nothing opens. */
const EmojiDialog = lazy(() =>
  import('./EmojiDialog').catch(() => ({ default: (): null => null })),
);

/** The dialog with all emoji. */
export function useReactionPicker(onPick: (message: Message, emoji: string) => void): {
  readonly picker: ReactNode;
  pickReaction(message: Message): void;
} {
  const [message, setMessage] = useState<Message>();
  const close = useCallback(() => setMessage(undefined), []);
  return {
    picker: message && (
      <Suspense>
        <EmojiDialog onPick={(emoji) => onPick(message, emoji)} onClose={close} />
      </Suspense>
    ),
    pickReaction: setMessage,
  };
}
