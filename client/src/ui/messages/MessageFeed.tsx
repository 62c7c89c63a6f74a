import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useMessaging, type ConversationView } from '../../messaging';
import { Icon } from '../parts/Icon';
import { useNow } from '../parts/RelativeTime';
import { useAttention } from '../shell/useAttention';
import { feedRows } from './feedRows';
import { MessageItem } from './MessageItem';
import { useFeedScroll } from './useFeedScroll';

/** The messages of a conversation: older ones come as one scrolls up. */
export function MessageFeed({
  conversation,
  name,
}: {
  readonly conversation: ConversationView;
  readonly name: string;
}): ReactNode {
  const { items, status, retry } = conversation;
  const rows = useRows(conversation);
  const feed = useFeedScroll(conversation, rows);
  const { scroller, virtualizer, atEnd } = feed;
  useReading(conversation, atEnd);

  if (status === 'loading' && items.length === 0) {
    return (
      <div className="feed" aria-busy="true">
        <p className="visually-hidden">Loading messages</p>
        <span className="spinner" aria-hidden="true" />
      </div>
    );
  }
  if (status === 'failed' && items.length === 0) {
    return (
      <div className="feed empty" role="alert">
        <p>The messages could not be loaded.</p>
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      </div>
    );
  }
  return (
    <div className="feed-frame">
      <div
        className="feed"
        ref={scroller}
        onScroll={feed.onScroll}
        tabIndex={0}
        role="region"
        aria-label={`Messages with ${name}`}
        aria-busy={conversation.isLoadingOlder}
        data-has-older={conversation.hasOlder}
        data-has-newer={conversation.hasNewer}
      >
        {items.length === 0 && (
          <div className="empty">
            <Icon name="bubbles" />
            <p>
              This is the beginning of your conversation with <bdi>{name}</bdi>.
            </p>
          </div>
        )}
        <ol className="feed-rows" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ key, index, start }) => {
            const row = rows[index]!;
            return (
              <li
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className={`feed-row feed-${row.kind}`}
                style={{ transform: `translateY(${start}px)` }}
              >
                {row.kind === 'day' && <h2 className="day">{row.heading}</h2>}
                {row.kind === 'unread' && <p className="unread-line">New messages</p>}
                {row.kind === 'item' && <MessageItem row={row} conversation={conversation} />}
              </li>
            );
          })}
        </ol>
      </div>
      {conversation.olderFailed && (
        <p className="older-failed" role="alert">
          Older messages could not be loaded.
          <button type="button" className="link-button" onClick={conversation.retryOlder}>
            Try again
          </button>
        </p>
      )}
      {!atEnd && (
        <button
          type="button"
          className="to-end"
          onClick={feed.toEnd}
          data-news={feed.hasNews || undefined}
        >
          <Icon name="down" />
          {feed.hasNews ? 'New messages' : 'Newest'}
        </button>
      )}
    </div>
  );
}

/** Rows, with the line where the unread ones began when the conversation was opened. */
function useRows({ items, row }: ConversationView) {
  const { userUuid } = useMessaging();
  const [opened, setOpened] = useState<{ readUpTo: string | null; hadUnread: boolean }>();
  if (!opened && row) setOpened({ readUpTo: row.readUpTo, hadUnread: row.unreadCount > 0 });
  const today = useNow().setHours(0, 0, 0, 0);
  return useMemo(
    () =>
      feedRows(items, {
        userUuid,
        today: new Date(today),
        readUpTo: opened?.readUpTo ?? null,
        hadUnread: opened?.hadUnread ?? false,
      }),
    [items, userUuid, today, opened],
  );
}

/** Whoever looks at the end of a conversation has read it. */
function useReading({ markRead }: ConversationView, atEnd: boolean): void {
  const attention = useAttention();
  useEffect(() => {
    if (attention && atEnd) markRead();
  }, [attention, atEnd, markRead]);
}
