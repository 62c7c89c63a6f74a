import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useMessaging } from '../../messaging';
import { useReport } from '../../moderation/hooks';
import type { ReportCase } from '../../moderation/types';
import { Icon } from '../parts/Icon';
import { LoadFailed } from '../parts/LoadFailed';
import { isOnePane } from '../shell/media';
import { DecisionForm } from './DecisionForm';
import { Decisions } from './Decisions';
import { Evidence } from './Evidence';
import { ReportFacts } from './ReportFacts';
import { reasonWords } from './words';

/** One report: who, the evidence, the decisions, and the form for the next one. */
export function ReportPane({
  uuid,
  back,
}: {
  readonly uuid: string;
  /** The address of the list. */
  readonly back: string;
}): ReactNode {
  const { status, report, error, retry } = useReport(uuid);
  const title = report ? `Report: ${reasonWords[report.reason]}` : 'Report';
  return (
    <>
      <ReportHead title={title} back={back} />
      {report && <Report report={report} />}
      {status === 'loading' && (
        <div className="empty" aria-busy="true">
          <p>Loading the report…</p>
        </div>
      )}
      {status === 'failed' && !isNotUuid(error) && <LoadFailed what="The report" onRetry={retry} />}
      {((status === 'ready' && !report) || isNotUuid(error)) && (
        <div className="empty">
          <p>There is no such report, or it is about you.</p>
        </div>
      )}
    </>
  );
}

const isNotUuid = (error: Error | null): boolean =>
  error !== null && 'type' in error && error.type === 'InvalidId';

/** Where there is only one pane it takes the focus: the pane is a page of its own there. */
function ReportHead({ title, back }: { readonly title: string; readonly back: string }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isOnePane()) heading.current?.focus();
  }, []);
  return (
    <div className="pane-head">
      <Link href={back} className="icon-button back" aria-label="Back to the reports">
        <Icon name="back" />
      </Link>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
    </div>
  );
}

function Report({ report }: { readonly report: ReportCase }): ReactNode {
  const { userUuid } = useMessaging();
  const [decided, setDecided] = useState(0);
  const done = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (decided > 0) done.current?.focus();
  }, [decided]);
  return (
    <div className="report" role="group" aria-label="Report" tabIndex={0}>
      <ReportFacts report={report} />
      <Evidence report={report} />
      <section aria-labelledby="decisions">
        <h2 id="decisions">Decisions</h2>
        <p ref={done} tabIndex={-1} className="report-done">
          {decided > 0 &&
            'The decision is stored. Both people can read the one that concerns them.'}
        </p>
        <Decisions decisions={report.decisions} />
      </section>
      {report.reporterUuid === userUuid ? (
        <p>You made this report. Another moderator decides about it.</p>
      ) : (
        <DecisionForm
          // An empty form after each decision.
          key={decided}
          report={report}
          onDecided={() => setDecided((count) => count + 1)}
        />
      )}
    </div>
  );
}
