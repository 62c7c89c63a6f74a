import { useState, type ReactNode } from 'react';
import type { Message } from '../../messaging';
import { lazyPart } from '../parts/lazyPart';

const EmojiDialog = lazyPart(() => import('./EmojiDialog'));

/** The dialog with all emoji. */
export function useReactionPicker(onPick: (message: Message, emoji: string) => void): {
  readonly picker: ReactNode;
  pickReaction(message: Message): void;
} {
  const [message, setMessage] = useState<Message>();
  return {
    picker: message && (
      <EmojiDialog
        onPick={(emoji) => onPick(message, emoji)}
        onClose={() => setMessage(undefined)}
      />
    ),
    pickReaction: setMessage,
  };
}
