import type { ReactNode } from 'react';
import type { ReportCase, ReportedMessage } from '../../moderation/types';
import { nameOf } from '../parts/recipient';
import { copiedTime } from '../parts/time';

/** The reporter's words and the messages as they were. Their addresses are no links here. */
export function Evidence({ report }: { readonly report: ReportCase }): ReactNode {
  const { comment, messages, messageUuid } = report;
  return (
    <>
      <section aria-labelledby="comment">
        <h2 id="comment">The reporter’s words</h2>
        {comment ? (
          <blockquote className="report-comment" dir="auto">
            {comment}
          </blockquote>
        ) : (
          <p className="hint">The reporter wrote nothing.</p>
        )}
      </section>
      <section aria-labelledby="messages">
        <h2 id="messages">Messages</h2>
        {messages ? (
          <ol className="report-messages">
            {messages.map((message) => (
              <Item
                key={message.uuid}
                message={message}
                isReported={message.uuid === messageUuid}
              />
            ))}
          </ol>
        ) : (
          <p className="hint">The messages are no longer kept.</p>
        )}
        {messages?.length === 1 && (
          <p className="hint">There are none around it, or the reporter keeps them private.</p>
        )}
      </section>
    </>
  );
}

function Item({
  message: reported,
  isReported,
}: {
  readonly message: ReportedMessage;
  readonly isReported: boolean;
}): ReactNode {
  const { displayName, handle, message, isCut, createdAt } = reported;
  return (
    <li data-reported={isReported || undefined}>
      <p className="report-message-head">
        <bdi>{nameOf(reported)}</bdi>{' '}
        {displayName && handle && <span className="handle">@{handle}</span>}{' '}
        <time dateTime={createdAt}>{copiedTime(new Date(createdAt))}</time>
        {isReported && <strong> Reported message</strong>}
      </p>
      {message === null ? (
        <p className="hint">It was unsent or removed before the report.</p>
      ) : (
        <p className="message-text" dir="auto">
          {message}
          {isCut && '…'}
        </p>
      )}
      {isCut && <p className="hint">Only the beginning is kept.</p>}
    </li>
  );
}
