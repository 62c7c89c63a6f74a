/** One pane at a time. The same as in the style sheets. */
const ONE_PANE = '(max-width: 44.99em)';

export const isOnePane = (): boolean => window.matchMedia(ONE_PANE).matches;

/** The reader has asked the system for less motion. */
export const isMotionReduced = (): boolean =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** True where there is no Shift at hand: a touch screen. */
export const isCoarsePointer = (): boolean => window.matchMedia('(pointer: coarse)').matches;

/** Pixels of one rem. */
export const rootFontSize = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
