import type { ReactNode } from 'react';
import { Field } from './AuthPage';

/** Six digits of an authenticator app. */
export function CodeField(): ReactNode {
  return (
    <Field
      name="code"
      label="Code from the app"
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="\s*([0-9]\s*){6}"
      title="Six digits"
      autoFocus
    />
  );
}

/** What was typed, without spaces. */
export const digitsOf = (code: string): string => code.replaceAll(/\s/g, '');
