import type { FormEvent, ReactNode } from 'react';
import type { Attempt } from '../auth/useAttempt';
import { valuesOf } from '../parts/valuesOf';

/** A form of the settings: its fields, what went wrong, and that it went well. */
export function Form({
  submit,
  isDangerous = false,
  attempt,
  done,
  onSubmit,
  children,
}: {
  /** What the button says. */
  readonly submit: string;
  readonly isDangerous?: boolean;
  readonly attempt: Attempt;
  /** Said once it went well. */
  readonly done?: string | undefined;
  readonly onSubmit: (values: Record<string, string>, form: HTMLFormElement) => void;
  readonly children: ReactNode;
}): ReactNode {
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onSubmit(valuesOf(event.currentTarget), event.currentTarget);
  };
  return (
    <form className="settings-form" onSubmit={send} aria-busy={attempt.busy}>
      {children}
      <p className="problem" role="alert">
        {attempt.problem}
      </p>
      <p role="status">{done}</p>
      <button
        type="submit"
        className={isDangerous ? 'button button-danger' : 'button'}
        aria-disabled={attempt.busy}
      >
        {submit}
      </button>
    </form>
  );
}
