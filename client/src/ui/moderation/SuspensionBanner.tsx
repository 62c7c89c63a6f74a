import type { ReactNode } from 'react';
import type { Me } from '../../messaging';
import { Icon } from '../parts/Icon';
import { copiedTime } from '../parts/time';
import { Contact } from './Contact';
import './moderation.css';

/** What a suspended person may do, until when not, why, and where to object. */
export default function SuspensionBanner({
  suspension: { until, statement, contact },
}: {
  readonly suspension: NonNullable<Me['suspension']>;
}): ReactNode {
  return (
    <div className="suspension" role="region" aria-label="Suspension" tabIndex={0}>
      <Icon name="warning" />
      <div>
        <p>
          <strong>
            You cannot send messages until{' '}
            <time dateTime={until}>{copiedTime(new Date(until))}</time>.
          </strong>{' '}
          You can read your conversations and report messages. The suspension ends by itself.
        </p>
        <p>The moderators’ reasons:</p>
        <blockquote className="report-statement" dir="auto">
          {statement}
        </blockquote>
        {contact && (
          <p>
            You can object: <Contact to={contact} />
          </p>
        )}
      </div>
    </div>
  );
}
