import type { ReactNode } from 'react';
import { useMessage, useMessaging, type ConversationView, type Message } from '../../messaging';
import { nameOf } from '../parts/recipient';
import { tombstoneOf } from './tombstone';

/** Above the text of a reply: what it answers. Leads to it. */
export function Quote({
  conversation,
  uuid,
  onJump,
}: {
  readonly conversation: ConversationView;
  readonly uuid: string;
  readonly onJump: () => void;
}): ReactNode {
  const quoted = useQuoted(conversation, uuid);
  if (quoted === null) return <p className="quote tombstone">This message is not available</p>;
  return (
    <button type="button" className="quote" onClick={onJump}>
      <span className="visually-hidden">Answers </span>
      <QuotedText message={quoted} />
    </button>
  );
}

/** Who wrote a message, and how it begins. */
export function QuotedText({ message }: { readonly message: Message | undefined }): ReactNode {
  const { userUuid } = useMessaging();
  if (!message) return <span className="quote-text">…</span>;
  return (
    <>
      <bdi className="quote-name">{message.userUuid === userUuid ? 'You' : nameOf(message)}</bdi>
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

/** The message that a reply answers; undefined while it is loading, null where there is none. */
export function useQuoted(
  { row, items }: ConversationView,
  uuid: string,
): Message | null | undefined {
  const loaded = items.find((item) => item.kind === 'message' && item.message.uuid === uuid);
  const isCleared = row?.clearedUpTo != null && uuid <= row.clearedUpTo;
  const asked = useMessage(row ? row.uuid : '', uuid);
  if (isCleared) return null;
  return loaded?.kind === 'message' ? loaded.message : asked;
}
