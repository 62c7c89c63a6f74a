import { useMe, useMessaging, type ConversationView, type Message } from '../../messaging';
import { copyText } from '../parts/copyText';
import { isGone, otherOf } from '../parts/recipient';
import { allowedActions, type MessageAction } from './allowedActions';
import { toFeed } from './leaving';
import type { Composing } from './useComposing';
import type { Problem } from './useProblem';

type MessageWork = Readonly<Record<Exclude<MessageAction, 'react'>, (message: Message) => void>>;

/** What a person can do with one message of a conversation. */
export interface MessageActions extends MessageWork {
  /** The other person's name. */
  readonly name: string;
  /** @param now epoch milliseconds */
  allowed(message: Message, now: number): ReadonlySet<MessageAction>;
  /** Null takes the reaction back. */
  react(message: Message, emoji: string | null): void;
  /** Shows all emoji. */
  pickReaction(message: Message): void;
}

interface MessageActionsOptions {
  readonly conversation: ConversationView;
  readonly name: string;
  readonly composing: Composing;
  readonly problem: Problem;
  readonly report: (message: Message) => void;
  readonly pickReaction: (message: Message) => void;
}

export function useMessageActions(options: MessageActionsOptions): MessageActions {
  const { conversation, name, composing, problem, report, pickReaction } = options;
  const { row, react, unsend } = conversation;
  const { userUuid } = useMessaging();
  const isSuspended = useMe()?.suspension != null;
  const isOtherGone = row !== null && isGone(otherOf(row));
  return {
    name,
    allowed: (message, now) =>
      allowedActions(message, { userUuid, now, row, isSuspended, isOtherGone }),
    reply: composing.reply,
    edit: composing.edit,
    react: ({ uuid }, emoji) => problem.of(react(uuid, emoji)),
    pickReaction,
    copy: ({ message }) => {
      const refused = (): void => problem.set('The browser does not let this page copy.');
      copyText(message ?? '').catch(refused);
    },
    unsend: ({ uuid }) => {
      const isSure = window.confirm(
        `Unsend this message? Its text goes for both of you. ${name} may have read it already.`,
      );
      if (!isSure) return;
      // What is left of the message may have no menu.
      toFeed(document.activeElement);
      problem.of(unsend(uuid));
    },
    report,
  };
}
