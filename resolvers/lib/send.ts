import type { Message } from '../../generated/schema.js';
import { type MessageItem, type ProfileItem, toMessage } from './items.js';

/** The send that `createMessage` works on: `ctx.stash.send`. */
export interface Send {
  groupUuid: string;
  message: string;
  clientToken?: string | null;
  /** The message that it answers. */
  replyToUuid?: string | null;
  sender: Person;
  /** Has names only where the send names a person. */
  recipient: Person;
  /** Pattern C, where the two have no conversation yet. Left out: pattern D. */
  opening?: Opening | null;
}

/** One person of the conversation, with names where they are known. */
interface Person {
  uuid: string;
  handle?: string | null;
  displayName?: string | null;
}

/** What a send that begins a conversation was decided by. */
export interface Opening {
  /** The sender's profile as it was read: counts the conversations that they have begun. */
  profile: ProfileItem;
  /** The recipient is gone, or takes no requests: the transaction must fail. */
  isClosed: boolean;
  /** The recipient's, for the row that is made for them. */
  recipientSuspendedUntil?: string;
  /** The recipient does not show how far they have read; likewise. */
  recipientHidesRead?: boolean;
}

/** The stored message, for the response and the push. */
export function sentMessage(send: Send, uuid: string): Message {
  const { sender, message, groupUuid } = send;
  const { displayName, handle } = sender;
  const item: MessageItem = {
    sk: uuid,
    userUuid: sender.uuid,
    displayName: displayName!,
    handle: handle!,
    message,
    replyToUuid: send.replyToUuid ?? undefined,
  };
  return withRecipient(toMessage(item, groupUuid), send);
}

/** Adds the recipient's names where they are known. */
export const withRecipient = (message: Message, { recipient }: Send): Message => ({
  ...message,
  recipientDisplayName: recipient.displayName,
  recipientHandle: recipient.handle,
});
