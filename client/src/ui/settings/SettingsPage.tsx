import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useFolder, useMessaging, useSettings, type MessageGroup } from '../../messaging';
import { nameOf, otherOf } from '../parts/recipient';
import './settings.css';
import { NotificationSetting } from './NotificationSetting';
import { useDocumentTitle } from './useDocumentTitle';

const FAILED = 'That did not work. Try again.';

/** `/settings`: who may write to the reader, and whom the reader blocks. */
export default function SettingsPage(): ReactNode {
  useDocumentTitle('Settings · Direct messages');
  return (
    <main className="settings">
      <p>
        <Link href="/messages">Back to your messages</Link>
      </p>
      <h1>Settings</h1>
      <Requests />
      <ReadReceipts />
      <NotificationSetting />
      <Blocked />
      <section>
        <h2>More</h2>
        <ul>
          <li>
            <Link href="/messages/archive">Archived conversations</Link>
          </li>
          <li>
            <Link href="/reports">Your reports</Link>
          </li>
          <li>
            <Link href="/security">Second factor</Link>
          </li>
        </ul>
      </section>
    </main>
  );
}

function Requests(): ReactNode {
  const { settings, update } = useSettings();
  const [problem, setProblem] = useState('');
  const change = (acceptsRequests: boolean): void => {
    setProblem('');
    update({ acceptsRequests }).catch(() => setProblem(FAILED));
  };
  return (
    <section aria-labelledby="who-may-write">
      <h2 id="who-may-write">Who may write to you</h2>
      <label className="check">
        <input
          type="checkbox"
          checked={settings?.acceptsRequests ?? true}
          disabled={!settings}
          onChange={({ target }) => change(target.checked)}
        />
        People you have no conversation with may send you a request
      </label>
      <p className="hint">
        Their messages wait in your requests, and they do not learn whether you have read them.
      </p>
      {problem && <p role="alert">{problem}</p>}
    </section>
  );
}

function ReadReceipts(): ReactNode {
  const { settings, update } = useSettings();
  const [problem, setProblem] = useState('');
  const change = (showsReadReceipts: boolean): void => {
    setProblem('');
    update({ showsReadReceipts }).catch(() => setProblem(FAILED));
  };
  return (
    <section aria-labelledby="what-others-see">
      <h2 id="what-others-see">What others see</h2>
      <label className="check">
        <input
          type="checkbox"
          role="switch"
          checked={settings?.showsReadReceipts ?? true}
          disabled={!settings}
          onChange={({ target }) => change(target.checked)}
        />
        Read receipts
      </label>
      <p className="hint">
        Others see which of their messages you have read. It is mutual: while you hide it, you do
        not see what they have read.
      </p>
      {problem && <p role="alert">{problem}</p>}
    </section>
  );
}

function Blocked(): ReactNode {
  const { rows, status, hasMore, isLoadingMore, loadMore } = useFolder('BLOCKED');
  return (
    <section aria-labelledby="blocked-people" aria-busy={status === 'loading'}>
      <h2 id="blocked-people">Blocked people</h2>
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
    </section>
  );
}

function BlockedPerson({ row }: { readonly row: MessageGroup }): ReactNode {
  const messaging = useMessaging();
  const [problem, setProblem] = useState('');
  const other = otherOf(row);
  const name = nameOf(other);
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
        onClick={() => void messaging.unblock(other.uuid).catch(() => setProblem(FAILED))}
      >
        Unblock
      </button>
      {problem && <span role="alert">{problem}</span>}
    </li>
  );
}
