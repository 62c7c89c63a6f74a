import type { ReactNode } from 'react';
import { useMessage, useMessaging, type Message } from '../../messaging';
import { tombstoneOf } from './tombstone';

/** Above the text of a reply: what it answers. Leads to it. */
export function Quote({
  messageGroupUuid,
  uuid,
  name,
  onJump,
}: {
  readonly messageGroupUuid: string;
  readonly uuid: string;
  /** The other person's. */
  readonly name: string;
  readonly onJump: () => void;
}): ReactNode {
  const quoted = useMessage(messageGroupUuid, uuid);
  if (quoted === null) return <p className="quote tombstone">This message is not available</p>;
  return (
    <button type="button" className="quote" onClick={onJump}>
      <span className="visually-hidden">Answers </span>
      <QuotedText message={quoted} name={name} />
    </button>
  );
}

/** Who wrote a message, and how it begins. */
export function QuotedText({
  message,
  name,
}: {
  readonly message: Message | null | undefined;
  /** The other person's. */
  readonly name: string;
}): ReactNode {
  const { userUuid } = useMessaging();
  if (!message) return <span className="quote-text">…</span>;
  return (
    <>
      <bdi className="quote-name">{message.userUuid === userUuid ? 'You' : name}</bdi>
      <span className="visually-hidden">: </span>
      {message.deletedAt === null ? (
        <span className="quote-text" dir="auto">
          {message.message}
        </span>
      ) : (
        <i className="quote-text">{tombstoneOf(message, userUuid)}</i>
      )}
    </>
  );
}
