import type { MouseEvent, ReactNode } from 'react';
import {
  useConnection,
  type ConversationView,
  type Message,
  type OutboxEntry,
} from '../../messaging';
import { Avatar } from '../parts/Avatar';
import { Icon } from '../parts/Icon';
import { Menu } from '../parts/Menu';
import { MessageText } from '../parts/MessageText';
import { nameOf } from '../parts/recipient';
import { RelativeTime } from '../parts/RelativeTime';
import type { FeedRow } from './feedRows';
import { isFinal, reasonOf } from './reasons';

type ItemRow = Extract<FeedRow, { kind: 'item' }>;

/** One message, sent or waiting to be sent. */
export function MessageItem({
  row,
  conversation,
  onReport,
}: {
  readonly row: ItemRow;
  readonly conversation: ConversationView;
  readonly onReport: (message: Message) => void;
}): ReactNode {
  const { item, mine, startsRun, endsRun } = row;
  const text = (item.kind === 'message' ? item.message.message : item.entry.message) ?? '';
  return (
    <article
      className="message"
      data-mine={mine || undefined}
      data-starts={startsRun || undefined}
      data-ends={endsRun || undefined}
      data-state={stateOf(item, conversation)}
      data-uuid={item.kind === 'message' ? item.message.uuid : undefined}
    >
      {!mine && item.kind === 'message' && (
        <span className="message-side">
          {endsRun && <Avatar uuid={item.message.userUuid} name={nameOf(item.message)} small />}
        </span>
      )}
      <div className="message-body">
        <p className="visually-hidden">
          {mine ? 'You' : item.kind === 'message' && item.message.displayName}:
        </p>
        <p className="bubble">
          <MessageText text={text} isPlain={conversation.row?.folder === 'REQUESTS'} />
        </p>
        {item.kind === 'message' ? (
          endsRun && (
            <p className="message-meta">
              <RelativeTime at={item.message.createdAt} />
              {mine && <Sent />}
            </p>
          )
        ) : (
          <Pending entry={item.entry} conversation={conversation} />
        )}
      </div>
      {!mine && item.kind === 'message' && (
        <MessageMenu message={item.message} onReport={onReport} />
      )}
    </article>
  );
}

function MessageMenu({
  message,
  onReport,
}: {
  readonly message: Message;
  readonly onReport: (message: Message) => void;
}): ReactNode {
  const copy = (): void => void navigator.clipboard.writeText(message.message ?? '');
  return (
    <div className="message-menu">
      <Menu
        label={`Options of a message of ${message.displayName}`}
        icon="more"
        actions={[
          { label: 'Copy', run: copy },
          { label: 'Report', run: () => onReport(message) },
        ]}
      />
    </div>
  );
}

type State = 'sent' | 'sending' | 'waiting' | 'failed';

function stateOf(item: ItemRow['item'], { isSending }: ConversationView): State {
  if (item.kind === 'message') return 'sent';
  if (item.entry.failure) return 'failed';
  return isSending(item.key) ? 'sending' : 'waiting';
}

const Sent = (): ReactNode => (
  <span className="message-state">
    <Icon name="check" />
    Sent
  </span>
);

/** For a button that removes itself: the focus goes to the conversation, so that it is not lost. */
const leaving =
  (work: () => void) =>
  ({ currentTarget }: MouseEvent<HTMLButtonElement>): void => {
    currentTarget.closest<HTMLElement>('.feed')?.focus({ preventScroll: true });
    work();
  };

/**
 * Why a message is not sent yet, and what the writer can do. It is no live region, since it comes and
 * goes with scrolling: the `Announcer` has one.
 */
function Pending({
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
