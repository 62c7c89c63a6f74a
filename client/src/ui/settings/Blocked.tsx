import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useFolder, useMessaging, type MessageGroup } from '../../messaging';
import { nameOf, otherOf } from '../parts/recipient';

/** Whom the user blocks. */
export function Blocked(): ReactNode {
  const { rows, status, hasMore, isLoadingMore, loadMore } = useFolder('BLOCKED');
  return (
    <div role="group" aria-labelledby="blocked-people" aria-busy={status === 'loading'}>
      <h3 id="blocked-people">Blocked people</h3>
      {status === 'failed' && <p role="alert">They could not be loaded.</p>}
      {status === 'ready' && rows.length === 0 && <p>You block no one.</p>}
      <ul className="blocked-people">
        {rows.map((row) => (
          <BlockedPerson key={row.uuid} row={row} />
        ))}
      </ul>
      {hasMore && (
        <button
          type="button"
          className="link-button"
          disabled={isLoadingMore}
          onClick={() => void loadMore().catch(() => undefined)}
        >
          Show more
        </button>
      )}
    </div>
  );
}

function BlockedPerson({ row }: { readonly row: MessageGroup }): ReactNode {
  const { rows } = useMessaging();
  const [problem, setProblem] = useState('');
  const other = otherOf(row);
  const name = nameOf(other);
  const unblock = (): void =>
    void rows.unblock(other.uuid).catch(() => setProblem('That did not work. Try again.'));
  return (
    <li>
      <Link href={`/messages/${row.uuid}`}>
        <bdi>{name}</bdi>
      </Link>{' '}
      {other.handle && <span className="handle">@{other.handle}</span>}
      <button
        type="button"
        className="link-button"
        aria-label={`Unblock ${name}`}
        onClick={unblock}
      >
        Unblock
      </button>
      {problem && <span role="alert">{problem}</span>}
    </li>
  );
}
