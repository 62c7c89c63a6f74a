import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { MessageGroup } from '../../messaging';
import { Avatar } from '../parts/Avatar';
import { Icon } from '../parts/Icon';
import { nameOf, otherOf } from '../parts/recipient';
import { RelativeTime } from '../parts/RelativeTime';
import { useDeeperState } from '../shell/history';

/** One conversation of the inbox. */
export function MessageGroupItem({
  row,
  isOpen,
}: {
  readonly row: MessageGroup;
  readonly isOpen: boolean;
}): ReactNode {
  const other = otherOf(row);
  const name = nameOf(other);
  const unread = row.unreadCount;
  const state = useDeeperState();
  return (
    <Link
      href={`/messages/${row.uuid}`}
      state={state}
      className="inbox-row"
      aria-current={isOpen ? 'page' : undefined}
      data-unread={unread > 0 || undefined}
      data-group={row.uuid}
    >
      <Avatar person={other} />
      <span className="inbox-row-text">
        <span className="inbox-row-head">
          <bdi className="inbox-row-name">{name}</bdi>
          {other.handle && other.displayName && (
            <span className="handle inbox-row-handle">@{other.handle}</span>
          )}
          {row.lastMessageAt && <RelativeTime at={row.lastMessageAt} />}
        </span>
        <span className="inbox-row-foot">
          <Preview row={row} />
          {row.muted && (
            <span className="inbox-row-muted">
              <Icon name="muted" />
              <span className="visually-hidden">Muted</span>
            </span>
          )}
          {unread > 0 && (
            <span className="badge">
              {unread > 99 ? '99+' : unread}
              <span className="visually-hidden"> unread</span>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
}

/** How the newest message begins. One that was cleared has no time, one that was deleted has no text. */
function Preview({
  row: { lastMessage, lastMessageMine, lastMessageAt },
}: {
  readonly row: MessageGroup;
}): ReactNode {
  if (lastMessage === null) {
    const isDeleted = lastMessageAt !== null;
    return <span className="inbox-row-preview">{isDeleted && <i>Message deleted</i>}</span>;
  }
  return (
    <span className="inbox-row-preview" dir="auto">
      {/* The message alone decides which direction the line has. */}
      {lastMessageMine && <bdi>You: </bdi>}
      {lastMessage}
    </span>
  );
}
