import { useEffect, useRef, type ReactNode } from 'react';
import { exportJobOf, type ExportState } from '../../account/exportJob';
import type { ExportProgress } from '../../account/exportPieces';
import { problemOfExport } from '../../account/problems';
import { useMessaging, useObservable } from '../../messaging';

/** “Download my data”: begins the export, shows how far it is, and ends it. */
export function DataExport(): ReactNode {
  const job = exportJobOf(useMessaging());
  const state = useObservable(job.state);
  const begin = useRef<HTMLButtonElement>(null);
  useEffect(() => job.show(), [job]);
  const isRunning = state.kind === 'running';
  const cancel = (): void => {
    void job.end();
    // The button that had the focus goes.
    begin.current?.focus();
  };
  return (
    <div role="group" aria-labelledby="download">
      <h3 id="download">Download your data</h3>
      <p className="hint">
        One file (JSON) with your profile, your settings, the people you block, your reports, and
        all your conversations with their messages. What you have deleted for yourself is not in it.
        You can use other pages meanwhile; leave this tab open.
      </p>
      {isRunning && <Progress {...state.progress} />}
      <p role="status">{STATUS[isRunning && state.isWaiting ? 'waiting' : state.kind]}</p>
      <p className="problem" role="alert">
        {state.kind === 'failed' && problemOfExport(state.error)}
      </p>
      {state.kind === 'ready' && (
        <p>
          <a href={state.url} download={state.fileName}>
            Save the file again
          </a>
        </p>
      )}
      <p className="actions">
        <button
          type="button"
          ref={begin}
          className="button"
          aria-disabled={isRunning}
          onClick={job.start}
        >
          Download my data
        </button>
        {isRunning && (
          <button type="button" className="link-button" onClick={cancel}>
            Cancel
          </button>
        )}
      </p>
    </div>
  );
}

/** Said when one begins, and not at each step. */
const STATUS: Readonly<Record<ExportState['kind'] | 'waiting', string>> = {
  none: '',
  running: 'Your data is being read.',
  waiting: 'There is no answer at the moment. It goes on by itself.',
  ready:
    'Your data is ready, and your browser saves the file. Stay on this page until it is saved.',
  cancelled: 'Cancelled. Nothing was saved.',
  failed: '',
};

function Progress({ done, total, messages }: ExportProgress): ReactNode {
  const text =
    total === undefined
      ? 'Looking for your conversations…'
      : `Conversations: ${done} of ${total}. Messages: ${messages.toLocaleString('en')}.`;
  return (
    <p>
      {/* Without a value it shows that something is going on. */}
      <progress
        aria-label="Download of your data"
        aria-valuetext={text}
        value={total === undefined ? undefined : done}
        max={Math.max(total ?? 1, 1)}
      />
      <span className="progress-text">{text}</span>
    </p>
  );
}
