import type { ReactNode } from 'react';
import type { ListView } from '../../moderation/hooks';
import { LoadFailed } from '../parts/LoadFailed';

/** A list of reports, or why there is none to show. */
export function ListStates({
  list,
  empty,
  children,
}: {
  readonly list: ListView<unknown>;
  readonly empty: string;
  readonly children: ReactNode;
}): ReactNode {
  if (list.status === 'loading') {
    return (
      <div className="empty" aria-busy="true">
        <p>Loading the reports…</p>
      </div>
    );
  }
  if (list.status === 'failed') {
    return <LoadFailed what="The reports" onRetry={list.retry} />;
  }
  if (list.items.length === 0 && !list.hasMore) {
    return (
      <div className="empty">
        <p>{empty}</p>
      </div>
    );
  }
  return children;
}

/** Below a list that goes on. */
export const ShowMore = ({ list }: { readonly list: ListView<unknown> }): ReactNode =>
  list.hasMore && (
    <button
      type="button"
      className="link-button report-more"
      aria-disabled={list.isLoadingMore}
      onClick={list.loadMore}
    >
      Show more
    </button>
  );
