/** Milliseconds before the n-th try after a failure, n from 0: doubled each time up to 30 s, and spread by half. */
export const retryDelay = (failures: number): number =>
  Math.min(30_000, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
