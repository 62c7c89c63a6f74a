import { useState } from 'react';
import { useMessaging, type ConversationView, type Message } from '../../messaging';
import { mayYetChange } from './problemOfChange';
import { storedMessages } from './items';
import type { Problem } from './useProblem';

/** What the form is for; undefined: a message of its own. */
export type Target =
  | { readonly kind: 'reply'; readonly uuid: string }
  | { readonly kind: 'edit'; readonly uuid: string; readonly text: string };

export interface Composing {
  readonly target: Target | undefined;
  reply(message: Message): void;
  edit(message: Message): void;
  /** While a message is edited. */
  setText(text: string): void;
  /** Goes back to the message that is being written. */
  cancel(): void;
  /** Sends or saves. @returns whether the text was taken. */
  submit(text: string): boolean;
}

interface ComposingOptions {
  readonly conversation: ConversationView;
  readonly problem: Problem;
  readonly onSend: (() => void) | undefined;
}

/** Writing a message, answering one, and changing the text of one. */
export function useComposing({ conversation, problem, onSend }: ComposingOptions): Composing {
  const { userUuid } = useMessaging();
  const [chosen, setTarget] = useState<Target>();
  const { send, edit, hasNewer, jumpToNewest, items } = conversation;
  const targeted = storedMessages(items).find(({ uuid }) => uuid === chosen?.uuid);
  // Another device, or a moderator, has taken the text away.
  const target = chosen?.kind === 'edit' && targeted?.deletedAt ? undefined : chosen;

  const submitNew = (text: string): boolean => {
    if (!send(text, target?.uuid)) return false;
    // The message is at the end, which is not loaded while the reader is far back.
    if (hasNewer) void jumpToNewest();
    setTarget(undefined);
    onSend?.();
    return true;
  };
  const save = (uuid: string, text: string): boolean => {
    setTarget(undefined);
    if (targeted?.message === text) return true;
    problem.of(edit(uuid, text), (error) => {
      // What was written is not lost, unless it is of no use.
      if (mayYetChange(error)) setTarget((now) => now ?? { kind: 'edit', uuid, text });
    });
    return true;
  };
  return {
    target,
    reply: ({ uuid }) => setTarget({ kind: 'reply', uuid }),
    edit: ({ uuid, message, userUuid: sender }) =>
      sender === userUuid && setTarget({ kind: 'edit', uuid, text: message ?? '' }),
    setText: (text) => setTarget((now) => (now?.kind === 'edit' ? { ...now, text } : now)),
    cancel: () => setTarget(undefined),
    submit: (text) => (target?.kind === 'edit' ? save(target.uuid, text) : submitNew(text)),
  };
}
