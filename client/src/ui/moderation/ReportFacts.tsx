import type { ReactNode } from 'react';
import type { ReportCase } from '../../moderation/types';
import { nameOf } from '../parts/recipient';
import { useNow } from '../parts/RelativeTime';
import { copiedTime } from '../parts/time';

/** Who reported whom, and when. */
export function ReportFacts({ report }: { readonly report: ReportCase }): ReactNode {
  const { reportedUserUuid, reporterUuid, createdAt, suspendedUntil } = report;
  const now = useNow();
  const isSuspended = suspendedUntil !== null && new Date(suspendedUntil) > now;
  return (
    <dl className="report-facts">
      <Fact name="Reported person">
        <Person report={report} uuid={reportedUserUuid} />
        {isSuspended && <p>May not send messages until {copiedTime(new Date(suspendedUntil))}.</p>}
      </Fact>
      <Fact name="Reporter">
        <Person report={report} uuid={reporterUuid} />
      </Fact>
      <Fact name="Time of the report">
        <time dateTime={createdAt}>{copiedTime(new Date(createdAt))}</time>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The names are those of the evidence; a person who has no message in it has only a uuid here. */
function Person({
  report,
  uuid,
}: {
  readonly report: ReportCase;
  readonly uuid: string;
}): ReactNode {
  const message = report.messages?.find(({ userUuid }) => userUuid === uuid);
  return (
    <p>
      {message && (
        <>
          <bdi>{nameOf(message)}</bdi>{' '}
          {message.displayName && message.handle && (
            <span className="handle">@{message.handle}</span>
          )}{' '}
        </>
      )}
      <code className="report-uuid">{uuid}</code>
    </p>
  );
}
