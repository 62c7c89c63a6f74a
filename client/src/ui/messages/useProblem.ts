import { useMemo, useState } from 'react';
import { problemOfChange } from './problemOfChange';

export interface Problem {
  /** Why the last change failed. */
  readonly text: string | undefined;
  /** Takes the place of the problem before. */
  of(change: Promise<unknown>, onFailed?: (error: unknown) => void): void;
  set(text: string | undefined): void;
}

/** Why the last change of a message failed, in words; nothing once another one begins. */
export function useProblem(): Problem {
  const [text, set] = useState<string>();
  return useMemo(
    () => ({
      text,
      set,
      of: (change, onFailed) => {
        set(undefined);
        change.catch((error: unknown) => {
          set(problemOfChange(error));
          onFailed?.(error);
        });
      },
    }),
    [text],
  );
}
