import type { ReactNode } from 'react';
import { useMessaging } from '../../messaging';
import type { CaseDecision } from '../../moderation/types';
import { copiedTime } from '../parts/time';
import { decisionWords } from './words';

/** What was decided, the latest last. */
export function Decisions({
  decisions,
}: {
  readonly decisions: readonly CaseDecision[];
}): ReactNode {
  const { userUuid } = useMessaging();
  if (decisions.length === 0) return <p className="hint">There is none yet.</p>;
  return (
    <ol className="report-decisions">
      {decisions.map(({ decision, decidedAt, decidedBy, statement, suspendedUntil }) => (
        <li key={decidedAt}>
          <p>
            <strong>
              {decisionWords[decision]}
              {suspendedUntil && ` until ${copiedTime(new Date(suspendedUntil))}`}
            </strong>
          </p>
          <p className="report-statement" dir="auto">
            {statement}
          </p>
          <p className="hint">
            <time dateTime={decidedAt}>{copiedTime(new Date(decidedAt))}</time>, by{' '}
            {decidedBy === userUuid ? 'you' : <code className="report-uuid">{decidedBy}</code>}
          </p>
        </li>
      ))}
    </ol>
  );
}
