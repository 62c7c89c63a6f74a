import { useCallback, useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { Link, useRoute } from 'wouter';
import { useFolder, type Folder, type FolderView } from '../../messaging';
import { LoadFailed } from '../parts/LoadFailed';
import { rowHeight, RowList } from './RowList';

/** The folders that have an address, as `/messages/archive` is one. */
export type ListedFolder = Exclude<Folder, 'BLOCKED'>;

/** The rows of a folder, or what is in their place while there are none. */
export function FolderRows({ folder }: { readonly folder: ListedFolder }): ReactNode {
  const list = useFolder(folder);
  const [, params] = useRoute('/messages/:uuid');
  const scroller = useRef<HTMLDivElement>(null);
  const loadNearEnd = useLoadNearEnd(scroller, list);
  const { rows, status, hasMore, isLoadingMore, retry } = list;
  if (status === 'loading' || (rows.length === 0 && hasMore)) return <Skeleton />;
  if (status === 'failed') return <LoadFailed what="Your conversations" onRetry={retry} />;
  if (rows.length === 0) return <Empty folder={folder} />;
  return (
    <RowList
      rows={rows}
      openUuid={params?.uuid}
      scroller={scroller}
      onScroll={loadNearEnd}
      isLoadingMore={isLoadingMore}
    />
  );
}

/** Loads the next page near the end of the list. @returns call it after a scroll */
function useLoadNearEnd(
  scroller: RefObject<HTMLElement | null>,
  { rows, hasMore, loadMore }: FolderView,
): () => void {
  const loadNearEnd = useCallback((): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    // On a phone, an open conversation hides the list: it has no height, so its end is always near.
    if (!hasMore || clientHeight === 0) return;
    const nearEnd = scrollHeight - scrollTop - clientHeight < 4 * rowHeight();
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

const Empty = ({ folder }: { readonly folder: ListedFolder }): ReactNode => (
  <div className="empty">
    <p>{emptiness[folder]}</p>
    {folder === 'INBOX' && (
      <Link href="/messages/new" className="button">
        Write a message
      </Link>
    )}
  </div>
);

const emptiness: Record<ListedFolder, string> = {
  INBOX: 'You have no conversations yet.',
  REQUESTS: 'You have no requests.',
  ARCHIVE: 'You have archived no conversation.',
};
