import './dialog.css';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { MessagingError, useMessaging, type Message } from '../../messaging';
import { limits } from '../../generated/limits';
import type { ReportReason } from '../../moderation/types';
import { ReportMessageDocument } from '../../generated/moderation';
import { reasonWords } from '../moderation/words';

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

interface ReportState {
  readonly isDone: boolean;
  readonly isBusy: boolean;
  readonly problem: string | undefined;
  submit(event: FormEvent<HTMLFormElement>): void;
}

function useReport({ messageGroupUuid, uuid }: Message): ReportState {
  const { api } = useMessaging();
  const [state, setState] = useState<'ready' | 'busy' | 'done'>('ready');
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const comment = String(form.get('comment')).trim();
    setState('busy');
    setProblem(undefined);
    const input = {
      messageGroupUuid,
      uuid,
      reason: form.get('reason') as ReportReason,
      comment: comment === '' ? null : comment,
      context: form.get('context') !== null,
    };
    api.request(ReportMessageDocument, { input }).then(
      () => setState('done'),
      (error: unknown) => {
        const type = error instanceof MessagingError ? error.type : '';
        setProblem(PROBLEMS[type] ?? 'The report could not be sent. Try again.');
        setState('ready');
      },
    );
  };
  return { isDone: state === 'done', isBusy: state === 'busy', problem, submit };
}

const ReportForm = ({
  message,
  report,
}: {
  readonly message: Message;
  readonly report: ReportState;
}): ReactNode => (
  <form onSubmit={report.submit}>
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
    {report.problem && <p role="alert">{report.problem}</p>}
    <button type="submit" className="button" disabled={report.isBusy}>
      Report
    </button>
  </form>
);
