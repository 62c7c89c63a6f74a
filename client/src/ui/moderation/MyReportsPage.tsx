import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useInbox } from '../../messaging';
import { useMyReports } from '../../moderation/hooks';
import type { MyReport } from '../../moderation/types';
import { Card } from '../auth/AuthPage';
import { nameOf, otherOf } from '../parts/recipient';
import { copiedTime } from '../parts/time';
import { Contact } from './Contact';
import { ListStates, ShowMore } from './ListStates';
import { outcomeWords, reasonWords } from './words';
import './moderation.css';

/** `/reports`: what the user has reported, and what became of it. */
export default function MyReportsPage(): ReactNode {
  const list = useMyReports();
  return (
    <Card title="Your reports">
      <ListStates list={list} empty="You have reported nothing.">
        <ul className="my-reports">
          {list.items.map((report) => (
            <Item key={report.uuid} report={report} />
          ))}
        </ul>
        <ShowMore list={list} />
      </ListStates>
      <p className="auth-links">
        <Link href="/settings">Settings</Link>
        <Link href="/messages">Back to your messages</Link>
      </p>
    </Card>
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
