import './dialog.css';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { MessagingError, useMessaging, type Message } from '../../messaging';
import { limits } from '../../generated/limits';
import type { ReportReason } from '../../moderation/types';
import { ReportMessageDocument } from '../../generated/moderation';
import { useAttempt } from '../auth/useAttempt';
import { reasonWords } from '../moderation/words';
import { valuesOf } from '../parts/valuesOf';

const PROBLEMS: Record<string, string> = {
  AlreadyReported: 'You have reported this message already.',
  TooManyReports: 'You have made many reports today. Try again tomorrow.',
  MessageNotFound: 'This message no longer exists.',
  CommentTooLong: 'Your words are too long.',
};

/** Reports a message to the moderators. The writer of the message is not told. */
export default function ReportDialog({
  message,
  onClose,
}: {
  readonly message: Message;
  readonly onClose: () => void;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const report = useReport(message);
  return (
    <dialog ref={dialog} className="dialog" onClose={onClose} aria-labelledby="report-title">
      <h2 id="report-title">Report a message</h2>
      {report.isDone ? (
        <p role="status">
          Thank you. The moderators will look at it. You see the decision in your settings.
        </p>
      ) : (
        <ReportForm message={message} report={report} />
      )}
      <button type="button" className="link-button" onClick={() => dialog.current?.close()}>
        {report.isDone ? 'Close' : 'Cancel'}
      </button>
    </dialog>
  );
}

/** The form and what becomes of it. */
function useReport({ messageGroupUuid, uuid }: Message) {
  const { api } = useMessaging();
  const attempt = useAttempt(problemOfReport);
  const [isDone, setDone] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { reason, comment = '', context } = valuesOf(event.currentTarget);
    const input = {
      messageGroupUuid,
      uuid,
      reason: reason as ReportReason,
      comment: comment.trim() || null,
      context: context !== undefined,
    };
    attempt.run(async () => {
      await api.request(ReportMessageDocument, { input });
      setDone(true);
    });
  };
  return { isDone, attempt, submit };
}

const problemOfReport = (error: unknown): string =>
  (error instanceof MessagingError && PROBLEMS[error.type]) ||
  'The report could not be sent. Try again.';

const ReportForm = ({
  message,
  report: { attempt, submit },
}: {
  readonly message: Message;
  readonly report: ReturnType<typeof useReport>;
}): ReactNode => (
  <form onSubmit={submit}>
    {message.message === null ? (
      <p>The message was unsent. The moderators see who wrote it, and what is around it.</p>
    ) : (
      <blockquote dir="auto">{message.message}</blockquote>
    )}
    <label>
      Reason
      <select name="reason" required>
        {Object.entries(reasonWords).map(([reason, text]) => (
          <option key={reason} value={reason}>
            {text}
          </option>
        ))}
      </select>
    </label>
    <label>
      What happened (you may leave this empty)
      <textarea name="comment" rows={3} dir="auto" maxLength={limits.report.commentMaxCodePoints} />
    </label>
    <label className="check">
      <input type="checkbox" name="context" />
      Send up to {limits.report.contextMessages} messages before and after it, too
    </label>
    {attempt.problem && <p role="alert">{attempt.problem}</p>}
    <button type="submit" className="button" disabled={attempt.busy}>
      Report
    </button>
  </form>
);
