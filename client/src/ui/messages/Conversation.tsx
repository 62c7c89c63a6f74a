import { useCallback, type ReactNode } from 'react';
import { useConversation, useInbox, type Recipient } from '../../messaging';
import { nameOf } from '../parts/recipient';
import { useDocumentTitle } from '../shell/useDocumentTitle';
import { MessageFeed } from './MessageFeed';
import { MessageForm } from './MessageForm';
import { PaneHead } from './PaneHead';

/** A conversation: its messages, and the form to write one. */
export function Conversation({
  uuid,
  recipient,
  onSend,
}: {
  readonly uuid: string;
  /** The other one, where the conversation may not exist yet. */
  readonly recipient?: Recipient;
  readonly onSend?: () => void;
}): ReactNode {
  const conversation = useConversation(uuid, recipient);
  const { unreadTotal } = useInbox();
  const name = conversation.other ? nameOf(conversation.other) : '';
  useDocumentTitle(`${unreadTotal > 0 ? `(${unreadTotal}) ` : ''}${name} · Messages`);
  const { send, hasNewer, jumpToNewest } = conversation;
  const submit = useCallback(
    (text: string) => {
      if (!send(text)) return false;
      // It stands at the end, which is not loaded far back.
      if (hasNewer) void jumpToNewest();
      onSend?.();
      return true;
    },
    [send, hasNewer, jumpToNewest, onSend],
  );
  return (
    <>
      <PaneHead person={conversation.other ?? undefined} />
      <MessageFeed key={uuid} conversation={conversation} name={name} />
      <MessageForm key={`form ${uuid}`} uuid={uuid} name={name} onSubmit={submit} />
    </>
  );
}
