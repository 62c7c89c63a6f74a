import { DAY_SECONDS } from './day.js';
import { ulidTime } from './ulidTime.js';

/**
 * Where messages are kept for so many days, the ids of those that are kept are greater than this text,
 * and the ids of all others are less. Resolvers and the sweep go by it.
 * @param now epoch milliseconds
 */
export const cutoff = (now: number, days: number): string =>
  ulidTime(now - days * DAY_SECONDS * 1_000);
