import { isLater } from './ids';
import type { Message } from './types';

/** What a person does to a message that is stored. */
export type MessageChange =
  /** A new text for one's own message. */
  | { readonly type: 'edit'; readonly text: string }
  /** One's own message loses its text. */
  | { readonly type: 'unsend' }
  /** One's only reaction; null takes it back. */
  | { readonly type: 'react'; readonly emoji: string | null };

/** A change that the API has not confirmed yet. */
export interface PendingChange {
  /** The message. */
  readonly uuid: string;
  readonly change: MessageChange;
  /** When it was made, ISO 8601. */
  readonly at: string;
}

/** A message as it will be once its pending changes, oldest first, are stored. */
export const withChanges = <Held extends Message>(
  message: Held,
  pending: readonly PendingChange[],
  userUuid: string,
): Held =>
  pending
    .filter(({ uuid }) => uuid === message.uuid)
    .reduce((held, { change, at }) => withChange(held, change, at, userUuid), message);

function withChange<Held extends Message>(
  message: Held,
  change: MessageChange,
  at: string,
  userUuid: string,
): Held {
  // Nothing follows the end of a message.
  if (message.deletedAt !== null) return message;
  switch (change.type) {
    case 'edit':
      return { ...message, message: change.text, editedAt: at };
    case 'unsend':
      return {
        ...message,
        message: null,
        editedAt: null,
        deletedAt: at,
        deletedBy: 'SENDER',
        reactions: [],
      };
    case 'react': {
      const others = (message.reactions ?? []).filter((reaction) => reaction.userUuid !== userUuid);
      const { emoji } = change;
      return { ...message, reactions: emoji === null ? others : [...others, { userUuid, emoji }] };
    }
  }
}

/** Of two states of one message, the later one. */
export const laterOf = <Other extends Message | null | undefined>(
  one: Message | undefined,
  other: Other,
): Message | Other => (one && !(other && isLaterState(other, one)) ? one : other);

/** Of two states of one message, is the first one the later? */
export const isLaterState = (
  one: Pick<Message, 'changeUuid'>,
  other: Pick<Message, 'changeUuid'>,
): boolean => isLater(one.changeUuid, other.changeUuid);
