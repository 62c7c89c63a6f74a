import { useState, type KeyboardEvent } from 'react';

export interface Choice {
  /** The chosen option; -1: none. */
  readonly at: number;
  /** Takes the arrow keys of the field. @returns whether it has taken the key. */
  step(event: KeyboardEvent): boolean;
  /** Another text: back to the first choice. */
  reset(): void;
}

/**
 * Which of the options under a field is chosen.
 * @param first 0: there is always one; -1: none until an arrow key is pressed
 */
export function useChoice(count: number, first: 0 | -1): Choice {
  const [chosen, setChosen] = useState<number>(first);
  const at = Math.min(chosen, count - 1);
  return {
    at,
    step: (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step === undefined || count === 0) return false;
      event.preventDefault();
      // Upwards from none is the last one.
      setChosen((Math.max(at, step > 0 ? -1 : 0) + step + count) % count);
      return true;
    },
    reset: () => setChosen(first),
  };
}

/** An input method has the key. */
export const isComposing = ({ nativeEvent, keyCode }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || keyCode === 229;
