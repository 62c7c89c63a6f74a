import { useCallback, useState, type ReactNode } from 'react';
import { useConversation, useMe, type Recipient } from '../../messaging';
import { nameOf } from '../parts/recipient';
import { SuspendedForm } from '../shell/Suspension';
import { MessageFeed } from './MessageFeed';
import { MessageForm } from './MessageForm';
import { NotFoundPane } from './NotFoundPane';
import { PaneHead } from './PaneHead';

/** A conversation: its messages, and the form to write one. */
export function Conversation({
  uuid,
  recipient,
  onSend,
}: {
  readonly uuid: string;
  /** The other person, where the conversation may not exist yet. */
  readonly recipient?: Recipient;
  readonly onSend?: () => void;
}): ReactNode {
  // The address of a person becomes that of the conversation with the first message.
  const [foundFirst] = useState(recipient);
  const known = recipient ?? foundFirst;
  const conversation = useConversation(uuid, known);
  const name = conversation.other ? nameOf(conversation.other) : '';
  const suspension = useMe().me?.suspension;
  const { send, hasNewer, jumpToNewest } = conversation;
  const submit = useCallback(
    (text: string) => {
      if (!send(text)) return false;
      // The message is at the end, which is not loaded while the reader is far back.
      if (hasNewer) void jumpToNewest();
      onSend?.();
      return true;
    },
    [send, hasNewer, jumpToNewest, onSend],
  );
  if (conversation.exists === false && !known) {
    return <NotFoundPane text="You have no such conversation." />;
  }
  const isKnown = conversation.exists === true || known !== undefined;
  return (
    <>
      <PaneHead person={isKnown ? (conversation.other ?? undefined) : undefined} />
      <MessageFeed key={uuid} conversation={conversation} name={name} />
      {suspension ? (
        <SuspendedForm until={suspension.until} />
      ) : (
        <MessageForm key={`form ${uuid}`} uuid={uuid} name={name} onSubmit={submit} />
      )}
    </>
  );
}
