import { useState, type FormEvent, type ReactNode } from 'react';
import { limits } from '../../generated/limits';
import { useDecide } from '../../moderation/hooks';
import type { Decision, ReportCase } from '../../moderation/types';
import { dayFromToday, endOfDay, lastDay } from './days';
import { problemOf } from './words';

const MAX_LENGTH = limits.report.statementMaxCodePoints;
/** What the form begins with. */
const USUAL_DAYS = 7;

/** Dismiss a report, suspend the sender, or remove the message, with reasons. */
export function DecisionForm({
  report,
  onDecided,
}: {
  readonly report: ReportCase;
  readonly onDecided: () => void;
}): ReactNode {
  const decide = useDecide(report.uuid);
  const [kind, setKind] = useState<Decision['decision']>();
  const [day, setDay] = useState(() => dayFromToday(USUAL_DAYS));
  const [statement, setStatement] = useState('');
  const left = MAX_LENGTH - [...statement].length;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!kind || left < 0 || decide.isPending) return;
    const suspendedUntil = kind === 'SUSPEND_SENDER' ? endOfDay(day) : undefined;
    decide.mutate({ decision: kind, suspendedUntil, statement }, { onSuccess: onDecided });
  };
  const isDecided = report.decisions.length > 0;
  return (
    <form className="report-form" onSubmit={submit} aria-busy={decide.isPending}>
      <h2>{isDecided ? 'Decide again' : 'Decide'}</h2>
      {isDecided && (
        <p className="hint">
          This decision replaces the earlier one. Dismissing the report ends its suspension.
        </p>
      )}
      <Choice value={kind} onChange={setKind} />
      {kind === 'SUSPEND_SENDER' && <LastDay value={day} onChange={setDay} />}
      {kind === 'REMOVE_MESSAGE' && (
        <p className="hint">
          It goes for both people and cannot be brought back. The evidence stays.
        </p>
      )}
      <Statement value={statement} left={left} onChange={setStatement} />
      <p className="problem" role="alert">
        {decide.error && problemOf(decide.error)}
      </p>
      <button type="submit" className="button" aria-disabled={decide.isPending || left < 0}>
        Decide
      </button>
    </form>
  );
}

const CHOICES: readonly (readonly [Decision['decision'], string])[] = [
  ['DISMISS', 'Dismiss the report'],
  ['SUSPEND_SENDER', 'Suspend the sender'],
  ['REMOVE_MESSAGE', 'Remove the message'],
];

function Choice({
  value,
  onChange,
}: {
  readonly value: Decision['decision'] | undefined;
  readonly onChange: (value: Decision['decision']) => void;
}): ReactNode {
  return (
    <fieldset className="report-choice">
      <legend>Decision</legend>
      {CHOICES.map(([decision, text]) => (
        <label key={decision}>
          <input
            type="radio"
            name="decision"
            required
            value={decision}
            checked={value === decision}
            onChange={() => onChange(decision)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

function Statement({
  value,
  left,
  onChange,
}: {
  readonly value: string;
  /** Characters that are left. */
  readonly left: number;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <div className="field">
      <label htmlFor="statement">Reasons</label>
      <textarea
        id="statement"
        rows={4}
        required
        dir="auto"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={left < 0 || undefined}
        aria-describedby="statement-hint statement-left"
      />
      <p id="statement-hint" className="hint">
        Both people can read them: name no one.
      </p>
      <p id="statement-left" className={left < 0 ? 'problem' : 'hint'}>
        {left >= 0 ? `${left} characters left` : `${-left} characters too many`}
      </p>
    </div>
  );
}

function LastDay({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <div className="field">
      <label htmlFor="until">Until the end of</label>
      <input
        id="until"
        type="date"
        required
        min={dayFromToday(0)}
        max={lastDay()}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby="until-hint"
      />
      <p id="until-hint" className="hint">
        The person may not send messages until then. They can read, report and export.
      </p>
    </div>
  );
}
