import { useState } from 'react';
import { problemOfChange } from './problemOfChange';

export interface Problem {
  /** Why the last change failed. */
  readonly text: string | undefined;
  /** Takes the place of the problem before. */
  of(change: Promise<unknown>, onFailed?: (error: unknown) => void): void;
  set(text: string | undefined): void;
}

/** Why the last change failed, in words; nothing once another one begins. */
export function useProblem(words: (error: unknown) => string = problemOfChange): Problem {
  const [text, set] = useState<string>();
  return {
    text,
    set,
    of: (change, onFailed) => {
      set(undefined);
      change.catch((error: unknown) => {
        set(words(error));
        onFailed?.(error);
      });
    },
  };
}
