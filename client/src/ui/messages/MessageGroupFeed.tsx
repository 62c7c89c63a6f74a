import { useRef, type ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useInbox } from '../../messaging';
import { Icon } from '../parts/Icon';
import { useDeeperState } from '../shell/history';
import { rootFontSize } from '../shell/media';
import { MessageGroupItem } from './MessageGroupItem';

/** Of a row, in rem, while its name needs one line. */
const ROW_HEIGHT = 4.75;

/** The inbox: all conversations, newest message first. */
export function MessageGroupFeed({ headingLevel }: { readonly headingLevel: 1 | 2 }): ReactNode {
  const inbox = useInbox();
  const [, params] = useRoute('/messages/:uuid');
  const state = useDeeperState();
  const Heading = `h${headingLevel}` as const;
  return (
    <>
      <div className="pane-head">
        <Heading>
          Messages
          {inbox.unreadTotal > 0 && (
            <span className="badge" data-testid="unread-total">
              {inbox.unreadTotal}
              <span className="visually-hidden"> unread</span>
            </span>
          )}
        </Heading>
        <Link
          href="/messages/new"
          state={state}
          className="icon-button"
          aria-label="New message"
          title="New message"
        >
          <Icon name="compose" />
        </Link>
      </div>
      <Rows inbox={inbox} openUuid={params?.uuid} />
    </>
  );
}

function Rows({
  inbox,
  openUuid,
}: {
  readonly inbox: ReturnType<typeof useInbox>;
  readonly openUuid: string | undefined;
}): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, status, hasMore, isLoadingMore } = inbox;
  // eslint-disable-next-line react-hooks/incompatible-library -- no React compiler runs over this
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT * rootFontSize(),
    getItemKey: (index) => rows[index]!.uuid,
    overscan: 6,
  });
  const onScroll = (): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    const nearEnd = scrollHeight - scrollTop - clientHeight < 4 * ROW_HEIGHT * rootFontSize();
    // A page that failed is loaded again at the next scroll.
    if (nearEnd && hasMore && !isLoadingMore) inbox.loadMore().catch(() => undefined);
  };
  if (status === 'loading') return <Skeleton />;
  if (status === 'failed') {
    return (
      <div className="empty" role="alert">
        <p>Your conversations could not be loaded.</p>
        <button type="button" className="button" onClick={inbox.retry}>
          Try again
        </button>
      </div>
    );
  }
  if (rows.length === 0) {
    return (
      <div className="empty">
        <p>You have no conversations yet.</p>
        <Link href="/messages/new" className="button">
          Write a message
        </Link>
      </div>
    );
  }
  return (
    <div className="inbox" ref={scroller} onScroll={onScroll}>
      <ul className="inbox-rows" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            style={{ transform: `translateY(${start}px)` }}
          >
            <MessageGroupItem row={rows[index]!} isOpen={rows[index]!.uuid === openUuid} />
          </li>
        ))}
      </ul>
      {isLoadingMore && <p className="loading-more">Loading older conversations…</p>}
    </div>
  );
}

function Skeleton(): ReactNode {
  return (
    <div className="inbox" aria-busy="true">
      <p className="visually-hidden">Loading your conversations</p>
      {Array.from({ length: 5 }, (_, at) => (
        <div key={at} className="skeleton-row" aria-hidden="true" />
      ))}
    </div>
  );
}
