import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useReports } from '../../moderation/hooks';
import type { ListedCase, ReportState } from '../../moderation/types';
import { RelativeTime } from '../parts/RelativeTime';
import { ListStates, ShowMore } from './ListStates';
import { decisionWords, reasonWords } from './words';

const EMPTY: Record<ReportState, string> = {
  OPEN: 'No report waits for a decision.',
  DECIDED: 'No report is decided yet.',
};

/** The reports of a state, the oldest first. */
export function ReportList({
  state,
  base,
  openUuid,
  headingLevel,
}: {
  readonly state: ReportState;
  /** The address of the list. */
  readonly base: string;
  readonly openUuid: string | undefined;
  readonly headingLevel: 1 | 2;
}): ReactNode {
  const list = useReports(state);
  const Heading = `h${headingLevel}` as const;
  return (
    <>
      <div className="pane-head">
        <Heading>Reports</Heading>
        <nav className="report-states" aria-label="States of reports">
          <StateLink href="/moderation" isCurrent={state === 'OPEN'} text="Open" />
          <StateLink href="/moderation/decided" isCurrent={state === 'DECIDED'} text="Decided" />
        </nav>
      </div>
      <ListStates list={list} empty={EMPTY[state]}>
        <div className="inbox">
          <ul className="report-rows">
            {list.items.map((report) => (
              <li key={report.uuid}>
                <Row
                  report={report}
                  href={`${base}/${report.uuid}`}
                  isOpen={report.uuid === openUuid}
                />
              </li>
            ))}
          </ul>
          <ShowMore list={list} />
        </div>
      </ListStates>
    </>
  );
}

function StateLink({
  href,
  isCurrent,
  text,
}: {
  readonly href: string;
  readonly isCurrent: boolean;
  readonly text: string;
}): ReactNode {
  return (
    <Link href={href} aria-current={isCurrent ? 'page' : undefined}>
      {text}
    </Link>
  );
}

function Row({
  report: { uuid, reason, createdAt, decisions },
  href,
  isOpen,
}: {
  readonly report: ListedCase;
  readonly href: string;
  readonly isOpen: boolean;
}): ReactNode {
  const latest = decisions.at(-1);
  return (
    <Link
      href={href}
      className="inbox-row"
      data-report={uuid}
      aria-current={isOpen ? 'page' : undefined}
    >
      <span className="inbox-row-text">
        <span className="inbox-row-head">
          <span className="inbox-row-name">{reasonWords[reason]}</span>
          <RelativeTime at={createdAt} />
        </span>
        <span className="inbox-row-foot">
          <span className="inbox-row-preview">
            {latest ? decisionWords[latest.decision] : 'Waits for a decision'}
          </span>
        </span>
      </span>
    </Link>
  );
}
