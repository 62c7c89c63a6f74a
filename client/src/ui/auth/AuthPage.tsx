import type { FormEvent, ReactNode } from 'react';
import { valuesOf } from '../parts/valuesOf';
import { ThemeToggle } from '../shell/ThemeToggle';
import { useDocumentTitle } from '../shell/useDocumentTitle';
import type { Attempt } from './useAttempt';

/** The frame of the pages before one is signed in: a form, and what went wrong with it. */
export function AuthPage({
  title,
  submit,
  onSubmit,
  attempt: { busy, problem },
  note,
  children,
  links,
  footer,
}: {
  readonly title: string;
  /** What the button says. */
  readonly submit: string;
  readonly onSubmit: (values: Record<string, string>) => void;
  readonly attempt: Pick<Attempt, 'busy' | 'problem'>;
  readonly note?: string | undefined;
  /** Fields. */
  readonly children: ReactNode;
  /** The ways to other pages. */
  readonly links: ReactNode;
  readonly footer?: ReactNode;
}): ReactNode {
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onSubmit(valuesOf(event.currentTarget));
  };
  return (
    <Card title={title}>
      {note && <p className="auth-note">{note}</p>}
      <form onSubmit={send} aria-busy={busy}>
        {children}
        <p className="problem" role="alert">
          {problem}
        </p>
        <button type="submit" className="button button-wide" aria-disabled={busy}>
          {submit}
        </button>
      </form>
      <p className="auth-links">{links}</p>
      {footer}
    </Card>
  );
}

/** A page with a heading and little else, in the middle of the window. */
export function Card({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  useDocumentTitle(`${title} · Messages`);
  return (
    <main className="auth">
      <div className="auth-card">
        <div className="auth-head">
          <img src="/icon.svg" alt="" width="40" height="40" />
          <h1>{title}</h1>
          <ThemeToggle />
        </div>
        {children}
      </div>
    </main>
  );
}

/** A labelled input; `hint` is read with it. */
export function Field({
  name,
  label,
  hint,
  ...input
}: {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
} & React.InputHTMLAttributes<HTMLInputElement>): ReactNode {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        name={name}
        required
        aria-describedby={hint ? `${name}-hint` : undefined}
        {...input}
      />
      {hint && (
        <p id={`${name}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
