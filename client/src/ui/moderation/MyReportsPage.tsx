import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useInbox } from '../../messaging';
import { useMyReports } from '../../moderation/hooks';
import type { MyReport } from '../../moderation/types';
import { nameOf, otherOf } from '../parts/recipient';
import { copiedTime } from '../parts/time';
import { ThemeToggle } from '../shell/ThemeToggle';
import { useDocumentTitle } from '../shell/useDocumentTitle';
import { Contact } from './Contact';
import { ListStates } from './ListStates';
import { outcomeWords, reasonWords } from './words';
import './moderation.css';

/** `/reports`: what the user has reported, and what became of it. */
export default function MyReportsPage(): ReactNode {
  const list = useMyReports();
  useDocumentTitle('Your reports · Messages');
  return (
    <main className="auth">
      <div className="auth-card">
        <div className="auth-head">
          <img src="/icon.svg" alt="" width="40" height="40" />
          <h1>Your reports</h1>
          <ThemeToggle />
        </div>
        <ListStates list={list} empty="You have reported nothing.">
          <ul className="my-reports">
            {list.items.map((report) => (
              <Item key={report.uuid} report={report} />
            ))}
          </ul>
          {list.hasMore && (
            <button
              type="button"
              className="link-button"
              aria-disabled={list.isLoadingMore}
              onClick={list.loadMore}
            >
              Show more
            </button>
          )}
        </ListStates>
        <p className="auth-links">
          <Link href="/settings">Settings</Link>
          <Link href="/messages">Back to your messages</Link>
        </p>
      </div>
    </main>
  );
}

function Item({ report }: { readonly report: MyReport }): ReactNode {
  const { messageGroupUuid, reason, createdAt, decision, decidedAt, statement, contact } = report;
  const row = useInbox().rows.find(({ uuid }) => uuid === messageGroupUuid);
  return (
    <li data-report={report.uuid}>
      <h2>{reasonWords[reason]}</h2>
      <p className="hint">
        Reported <time dateTime={createdAt}>{copiedTime(new Date(createdAt))}</time>.{' '}
        <Link href={`/messages/${messageGroupUuid}`}>
          {row ? `Conversation with ${nameOf(otherOf(row))}` : 'Conversation'}
        </Link>
      </p>
      {decision === null ? (
        <p>The moderators have not decided yet.</p>
      ) : (
        <>
          <p>
            <strong>{outcomeWords[decision]}</strong>
          </p>
          <p className="report-statement" dir="auto">
            {statement}
          </p>
          <p className="hint">
            {decidedAt && (
              <>
                Decided <time dateTime={decidedAt}>{copiedTime(new Date(decidedAt))}</time>.{' '}
              </>
            )}
            {contact && (
              <>
                You can object: <Contact to={contact} />
              </>
            )}
          </p>
        </>
      )}
    </li>
  );
}
