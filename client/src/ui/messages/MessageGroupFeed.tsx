import { useCallback, useEffect, useMemo, useRef, type ReactNode, type RefObject } from 'react';
import { Link, useRoute } from 'wouter';
import { measureElement, useVirtualizer } from '@tanstack/react-virtual';
import { useFolder, useInbox, type Folder, type FolderView } from '../../messaging';
import { FinderButton } from '../finder/FinderButton';
import { Icon } from '../parts/Icon';
import { useDeeperState } from '../shell/history';
import { rootFontSize } from '../shell/media';
import { MessageGroupItem } from './MessageGroupItem';
import { useKeepPlace } from './useKeepPlace';

/** Of a row, in rem, while its name needs one line. */
const ROW_HEIGHT = 4.75;

/** The conversations of a folder, newest message first. */
export function MessageGroupFeed({
  headingLevel,
  folder,
}: {
  readonly headingLevel: 1 | 2;
  readonly folder: ListedFolder;
}): ReactNode {
  const [, params] = useRoute('/messages/:uuid');
  const rows = <Rows list={useFolder(folder)} folder={folder} openUuid={params?.uuid} />;
  if (folder === 'INBOX') {
    return (
      <>
        <InboxHead headingLevel={headingLevel} />
        {rows}
      </>
    );
  }
  const Heading = `h${headingLevel}` as const;
  return (
    <>
      <div className="pane-head">
        <Link href="/messages" className="icon-button" aria-label="Back to the inbox">
          <Icon name="back" />
        </Link>
        <Heading>{titles[folder]}</Heading>
        <FinderButton />
      </div>
      {rows}
    </>
  );
}

/** The folders that have an address, `/messages/requests` and `/messages/archive`. */
export type ListedFolder = Exclude<Folder, 'BLOCKED'>;

const titles = { REQUESTS: 'Requests', ARCHIVE: 'Archive' } as const;

const empty: Record<Exclude<ListedFolder, 'INBOX'>, string> = {
  REQUESTS: 'You have no requests.',
  ARCHIVE: 'You have archived no conversation.',
};

function InboxHead({ headingLevel }: { readonly headingLevel: 1 | 2 }): ReactNode {
  const inbox = useInbox();
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
        <FinderButton />
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
      {inbox.requestCount > 0 && (
        <Link href="/messages/requests" className="requests-link">
          Requests
          <span className="badge">{inbox.requestCount}</span>
        </Link>
      )}
    </>
  );
}

function Rows({
  list,
  folder,
  openUuid,
}: {
  readonly list: FolderView;
  readonly folder: ListedFolder;
  readonly openUuid: string | undefined;
}): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, status, isLoadingMore } = list;
  // eslint-disable-next-line react-hooks/incompatible-library -- no React compiler runs over this
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT * rootFontSize(),
    getItemKey: (index) => rows[index]!.uuid,
    overscan: 6,
    // On a phone an open conversation hides the list, whose rows have no height then.
    measureElement: (row, entry, list) =>
      measureElement(row, entry, list) || list.measurementsCache[list.indexFromElement(row)]!.size,
  });
  const keys = useMemo(() => rows.map(({ uuid }) => uuid), [rows]);
  useKeepPlace({ scroller, keys, virtualizer });
  const loadNearEnd = useLoadNearEnd(scroller, list);
  if (status === 'loading' || (rows.length === 0 && list.hasMore)) return <Skeleton />;
  if (status === 'failed') {
    return (
      <div className="empty" role="alert">
        <p>Your conversations could not be loaded.</p>
        <button type="button" className="button" onClick={list.retry}>
          Try again
        </button>
      </div>
    );
  }
  if (rows.length === 0 && folder !== 'INBOX') {
    return (
      <div className="empty">
        <p>{empty[folder]}</p>
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
    <div className="inbox" ref={scroller} onScroll={loadNearEnd}>
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

/** Loads the next page near the end of the list. @returns call it after a scroll */
function useLoadNearEnd(
  scroller: RefObject<HTMLElement | null>,
  { rows, hasMore, loadMore }: FolderView,
): () => void {
  const loadNearEnd = useCallback((): void => {
    if (!hasMore) return;
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    const nearEnd = scrollHeight - scrollTop - clientHeight < 4 * ROW_HEIGHT * rootFontSize();
    // A page that failed is loaded again at the next scroll.
    if (nearEnd) loadMore().catch(() => undefined);
  }, [scroller, hasMore, loadMore]);
  // The rows may not fill the view: in a tall window, and where some have left the list.
  useEffect(loadNearEnd, [rows, loadNearEnd]);
  return loadNearEnd;
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
