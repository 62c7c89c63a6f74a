import type { ReactNode } from 'react';
import {
  useConnection,
  type ConversationView,
  type Message,
  type OutboxEntry,
} from '../../messaging';
import { Icon } from '../parts/Icon';
import { RelativeTime } from '../parts/RelativeTime';
import { exactTime } from '../parts/time';
import { leaving } from './leaving';
import { isFinal, reasonOf } from './reasons';

/** Under a message: when it was sent, whether it was edited, and how far an own one has come. */
export function MessageMeta({
  message: { createdAt, editedAt, deletedAt },
  isMine,
  isEdited,
  isSeen,
}: {
  readonly message: Message;
  readonly isMine: boolean;
  readonly isEdited: boolean;
  readonly isSeen: boolean;
}): ReactNode {
  return (
    <p className="message-meta">
      <RelativeTime at={createdAt} />
      {isEdited && editedAt && <span title={exactTime(new Date(editedAt))}>edited</span>}
      {isMine && deletedAt === null && (
        <span className="message-state">
          <Icon name="check" />
          {isSeen ? 'Seen' : 'Sent'}
        </span>
      )}
    </p>
  );
}

/**
 * Why a message is not sent yet, and what the writer can do. It is no live region, since it comes and
 * goes with scrolling: the `Announcer` has one.
 */
export function PendingMeta({
  entry,
  conversation,
}: {
  readonly entry: OutboxEntry;
  readonly conversation: ConversationView;
}): ReactNode {
  const offline = useConnection() === 'offline';
  const { clientToken, failure } = entry;
  if (!failure) {
    return (
      <p className="message-meta">
        <Icon name="clock" />
        {offline ? 'Waiting for the network' : 'Sending…'}
      </p>
    );
  }
  return (
    <p className="message-meta">
      <Icon name="warning" />
      Not sent: {reasonOf(failure)}
      {!isFinal(failure) && (
        <button type="button" onClick={leaving(() => conversation.retrySend(clientToken))}>
          Try again
        </button>
      )}
      <button type="button" onClick={leaving(() => conversation.discard(clientToken))}>
        Discard
      </button>
    </p>
  );
}
