import type { MouseEvent } from 'react';

/** For a button that removes itself: the focus goes to the conversation, so that it is not lost. */
export const leaving =
  (work: () => void) =>
  ({ currentTarget }: MouseEvent<HTMLElement>): void => {
    toFeed(currentTarget);
    work();
  };

/** Gives the focus to the conversation that an element is in. */
export const toFeed = (element: Element | null): void =>
  element?.closest<HTMLElement>('.feed')?.focus({ preventScroll: true });
