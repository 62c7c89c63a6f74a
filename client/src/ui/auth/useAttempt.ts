import { useRef, useState } from 'react';

export interface Attempt {
  readonly busy: boolean;
  readonly problem: string | undefined;
  /**
   * Runs one at a time, and keeps what went wrong. Whatever calls it says `aria-disabled` meanwhile:
   * a button that is disabled loses the focus.
   */
  run(work: () => Promise<void>): void;
}

/**
 * Something that a form does, and how it went.
 * @param words says what went wrong
 */
export function useAttempt(words: (error: unknown) => string = inWords): Attempt {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const running = useRef(false);
  const run = (work: () => Promise<void>): void => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    work()
      .catch((error: unknown) => setProblem(words(error)))
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  };
  return { busy, problem, run };
}

/** Cognito's errors for people. What its triggers say, is meant for them already. */
export function inWords(error: unknown): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const byTrigger = /failed with error (.*?)\.?$/.exec(message)?.[1];
  if (name === 'UserLambdaValidationException' && byTrigger) return `${byTrigger}.`;
  if (name === 'CodeMismatchException' && /for user/.test(message)) {
    return 'That is not the code that the app shows now.';
  }
  if (name === 'ExpiredCodeException' && /software token/.test(message)) {
    return 'This code has been used. Wait for the next one.';
  }
  if (name === 'NotAuthorizedException') return refusalOf(message);
  return WORDS[name] ?? message;
}

/** Cognito has one name for these, and tells them apart by its message. */
function refusalOf(message: string): string {
  if (/attempts exceeded/i.test(message)) return 'Too many attempts. Wait a while.';
  if (/disabled/i.test(message)) return 'This account is disabled.';
  if (/session/i.test(message)) return 'This sign-in took too long. Begin again.';
  if (/cannot be confirmed/i.test(message)) return 'This account is confirmed already. Sign in.';
  return 'E-mail or password is not right.';
}

const WORDS: Record<string, string> = {
  UserNotFoundException: 'E-mail or password is not right.',
  AliasExistsException: 'There is an account with this e-mail address already.',
  CodeMismatchException: 'That is not the code that was sent.',
  EnableSoftwareTokenMFAException: 'That is not the code that the app shows now.',
  ExpiredCodeException: 'This code is too old. Ask for a new one.',
  LimitExceededException: 'Too many attempts. Wait a while.',
  TooManyRequestsException: 'Too many attempts. Wait a while.',
  NetworkError: 'There is no connection.',
};
