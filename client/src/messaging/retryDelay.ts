/**
 * Milliseconds before the n-th try after a failure, n from 0: doubled each time, and spread by half.
 * @param longest where doubling ends
 */
export const retryDelay = (failures: number, longest = 30_000, random = Math.random): number =>
  Math.min(longest, 500 * 2 ** failures) * (0.5 + random() / 2);
