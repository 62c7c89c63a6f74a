import { useRef, type ReactNode } from 'react';
import { useMessaging, type ConversationView } from '../../messaging';
import { Avatar } from '../parts/Avatar';
import type { MenuHandle } from '../parts/Menu';
import { MessageText } from '../parts/MessageText';
import type { ItemRow } from './feedRows';
import { contentOf } from './items';
import { MessageMenu } from './MessageMenu';
import { MessageMeta, PendingMeta } from './MessageMeta';
import { Quote } from './Quote';
import { Reactions } from './Reactions';
import { tombstoneOf } from './tombstone';
import { useMenuGestures } from './useMenuGestures';
import type { MessageActions } from './useMessageActions';

interface ItemProps {
  readonly row: ItemRow;
  readonly conversation: ConversationView;
  readonly actions: MessageActions;
  /** It is the last own message that the other person has read. */
  readonly isSeen: boolean;
  /** Goes to a message. */
  readonly onJump: (uuid: string) => void;
}

/** One message, sent or waiting to be sent. */
export function MessageItem(props: ItemProps): ReactNode {
  const { row, conversation, actions } = props;
  const { item, mine, startsRun, endsRun } = row;
  const menu = useRef<MenuHandle>(null);
  const message = item.kind === 'message' ? item.message : undefined;
  return (
    <article
      className="message"
      data-mine={mine || undefined}
      data-starts={startsRun || undefined}
      data-ends={endsRun || undefined}
      data-state={stateOf(item, conversation)}
      data-uuid={message?.uuid}
    >
      {!mine && message && (
        <span className="message-side">
          {endsRun && conversation.other && <Avatar person={conversation.other} small />}
        </span>
      )}
      <div className="message-body">
        <p className="visually-hidden">{mine ? 'You' : actions.name}:</p>
        <div
          className="bubble"
          data-deleted={message?.deletedAt ? true : undefined}
          {...useMenuGestures(menu)}
        >
          <Content {...props} />
        </div>
        {message && <Reactions message={message} actions={actions} />}
        <Meta {...props} />
      </div>
      {message && <MessageMenu ref={menu} message={message} actions={actions} />}
    </article>
  );
}

/** What the message answers and its text, or what stands in the place of a text that is gone. */
function Content({ row: { item }, conversation, actions, onJump }: ItemProps): ReactNode {
  const { userUuid } = useMessaging();
  if (item.kind === 'message' && item.message.deletedAt !== null) {
    return <p className="tombstone">{tombstoneOf(item.message, userUuid)}</p>;
  }
  const { message: text, messageGroupUuid, replyToUuid } = contentOf(item);
  return (
    <>
      {replyToUuid && (
        <Quote
          messageGroupUuid={messageGroupUuid}
          uuid={replyToUuid}
          name={actions.name}
          onJump={() => onJump(replyToUuid)}
        />
      )}
      <p>
        <MessageText text={text ?? ''} isPlain={conversation.row?.folder === 'REQUESTS'} />
      </p>
    </>
  );
}

function Meta({ row: { item, mine, endsRun }, conversation, isSeen }: ItemProps): ReactNode {
  if (item.kind === 'pending')
    return <PendingMeta entry={item.entry} conversation={conversation} />;
  const isEdited = item.message.editedAt !== null && item.message.deletedAt === null;
  if (!endsRun && !isEdited && !isSeen) return null;
  return <MessageMeta message={item.message} isMine={mine} isEdited={isEdited} isSeen={isSeen} />;
}

type State = 'sent' | 'sending' | 'waiting' | 'failed';

function stateOf(item: ItemRow['item'], { isSending }: ConversationView): State {
  if (item.kind === 'message') return 'sent';
  if (item.entry.failure) return 'failed';
  return isSending(item.key) ? 'sending' : 'waiting';
}
