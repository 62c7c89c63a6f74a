import { useState, type ReactNode } from 'react';
import type { MessageGroup, Recipient } from '../../messaging';
import { lazyPart } from '../parts/lazyPart';
import { isGone } from '../parts/recipient';
import type { ConversationActions } from './useConversationActions';

const ProfileSheet = lazyPart(() => import('./ProfileSheet'));

/** The sheet about the other person of a conversation. */
export function useProfileSheet({
  person,
  row,
  actions,
}: {
  readonly person: Recipient | undefined;
  readonly row: MessageGroup | null;
  readonly actions: ConversationActions;
}): {
  readonly dialog: ReactNode;
  /** Undefined: the other person is not known yet, or their account is deleted. */
  readonly open: (() => void) | undefined;
} {
  const [isOpen, setOpen] = useState(false);
  const shown = person && !isGone(person) ? person : undefined;
  return {
    dialog: isOpen && shown && (
      <ProfileSheet person={shown} row={row} actions={actions} onClose={() => setOpen(false)} />
    ),
    open: shown && (() => setOpen(true)),
  };
}
