import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useMessaging, useReceipts, type ConversationView } from '../../messaging';
import { Icon } from '../parts/Icon';
import { LoadFailed } from '../parts/LoadFailed';
import { useNow } from '../parts/RelativeTime';
import { PaneLoading } from '../shell/States';
import { useAttention } from '../shell/useAttention';
import { feedRows, type FeedRow, type UnreadLine as Line } from './feedRows';
import { MessageItem } from './MessageItem';
import { lastSeen } from './seen';
import { useFeedScroll, useLoadAround, type FeedVirtualizer } from './useFeedScroll';
import { useFeedSelection } from './useFeedSelection';
import { useFirstUnread } from './useFirstUnread';
import { useJump } from './useJump';
import type { MessageActions } from './useMessageActions';
import { useUnreadLine } from './useUnreadLine';

interface FeedProps {
  readonly uuid: string;
  readonly conversation: ConversationView;
  readonly actions: MessageActions;
  /** The message that a reply answers cannot be shown. */
  readonly onMissed: () => void;
}

/** The messages of a conversation. Older ones are loaded as the reader scrolls up. */
export function MessageFeed(props: FeedProps): ReactNode {
  const { uuid, conversation, actions, onMissed } = props;
  const { name } = actions;
  const { items, status, retry } = conversation;
  const attention = useAttention();
  const [atEnd, setAtEnd] = useState(true);
  const line = useUnreadLine(conversation, attention && atEnd);
  const rows = useRows(conversation, line);
  const scroller = useRef<HTMLDivElement>(null);
  const { rangeExtractor, onCopy } = useFeedSelection(scroller, rows, name);
  const feed = useFeedScroll({ scroller, conversation, rows, rangeExtractor, atEnd, setAtEnd });
  const { virtualizer, begun } = feed;
  const firstUnread = useFirstUnread({ conversation, rows, line, virtualizer, attention });
  const jump = useJump({ scroller, conversation, rows, virtualizer, onMissed });
  const isPaused = firstUnread.isSeeking || jump.isJumping;
  const loadAround = useLoadAround({ scroller, conversation, rows, begun, isPaused });
  const onScroll = (): void => {
    feed.onScroll();
    loadAround();
  };
  useReading(conversation, attention && !isPaused, feed.lowestSeen);

  if (status === 'loading' && items.length === 0) return <PaneLoading what="Loading messages" />;
  if (status === 'failed' && items.length === 0) {
    return <LoadFailed what="The messages" onRetry={retry} className="feed" />;
  }
  return (
    <div className="feed-frame">
      <div
        className="feed"
        ref={scroller}
        onScroll={onScroll}
        onCopy={onCopy}
        tabIndex={0}
        role="region"
        aria-label={`Messages with ${name}`}
        aria-busy={conversation.isLoadingOlder}
        data-has-older={conversation.hasOlder}
        data-has-newer={conversation.hasNewer}
      >
        {items.length === 0 && <FeedEmpty name={name} />}
        <Rows
          uuid={uuid}
          rows={rows}
          conversation={conversation}
          virtualizer={virtualizer}
          actions={actions}
          onJump={jump.jump}
        />
      </div>
      {conversation.olderFailed && <OlderFailed onRetry={conversation.retryOlder} />}
      {firstUnread.isOffered && !firstUnread.isSeeking && <ToUnread onClick={firstUnread.seek} />}
      {!atEnd && <ToEnd hasNews={feed.hasNews} onClick={feed.toEnd} />}
    </div>
  );
}

function Rows({
  uuid,
  rows,
  conversation,
  virtualizer,
  actions,
  onJump,
}: {
  readonly uuid: string;
  readonly rows: readonly FeedRow[];
  readonly conversation: ConversationView;
  readonly virtualizer: FeedVirtualizer;
  readonly actions: MessageActions;
  readonly onJump: (uuid: string) => void;
}): ReactNode {
  const seen = useSeen(uuid, conversation);
  return (
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
            {row.kind === 'unread' && <UnreadLine />}
            {row.kind === 'item' && (
              <MessageItem
                row={row}
                conversation={conversation}
                actions={actions}
                isSeen={row.item.kind === 'message' && row.item.message.uuid === seen}
                onJump={onJump}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Its text is for the eyes: a separator has no content. */
const UnreadLine = (): ReactNode => (
  <div className="unread-line" role="separator" aria-label="New messages">
    New messages
  </div>
);

const ToUnread = ({ onClick }: { readonly onClick: () => void }): ReactNode => (
  <button type="button" className="float to-unread" onClick={onClick}>
    <Icon name="up" />
    First new message
  </button>
);

const ToEnd = ({
  hasNews,
  onClick,
}: {
  readonly hasNews: boolean;
  readonly onClick: () => void;
}): ReactNode => (
  <button type="button" className="float to-end" onClick={onClick} data-news={hasNews || undefined}>
    <Icon name="down" />
    {hasNews ? 'New messages' : 'Newest'}
  </button>
);

const FeedEmpty = ({ name }: { readonly name: string }): ReactNode => (
  <div className="empty">
    <Icon name="bubbles" />
    <p>
      This is the beginning of your conversation with <bdi>{name}</bdi>.
    </p>
  </div>
);

const OlderFailed = ({ onRetry }: { readonly onRetry: () => void }): ReactNode => (
  <p className="older-failed" role="alert">
    Older messages could not be loaded.
    <button type="button" className="link-button" onClick={onRetry}>
      Try again
    </button>
  </p>
);

function useRows({ items, hasOlder }: ConversationView, line: Line | undefined) {
  const { userUuid } = useMessaging();
  const today = useNow().setHours(0, 0, 0, 0);
  return useMemo(
    () => feedRows(items, { userUuid, today: new Date(today), hasOlder, line }),
    [items, userUuid, today, hasOlder, line],
  );
}

/** The last own message that the other person has read. */
function useSeen(uuid: string, { items }: ConversationView): string | undefined {
  const { userUuid } = useMessaging();
  const { otherReadUpTo } = useReceipts(uuid);
  return useMemo(() => lastSeen(items, userUuid, otherReadUpTo), [items, userUuid, otherReadUpTo]);
}

/** Marks the conversation as read up to the lowest message that the reader has seen. */
function useReading(
  { markRead }: ConversationView,
  isReading: boolean,
  lowestSeen: () => string | undefined,
): void {
  // After each rendering: scrolling renders too.
  useEffect(() => {
    const seen = isReading ? lowestSeen() : undefined;
    if (seen) markRead(seen);
  });
}
