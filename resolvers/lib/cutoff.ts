import { DAY_SECONDS } from './day.js';
import { timeOf, ulidTime } from './ulidTime.js';

/**
 * Where messages are kept for so many days, the ids of those that are kept are greater than this text,
 * and the ids of all others are less. Resolvers and the sweep go by it.
 * @param now epoch milliseconds
 */
export const cutoff = (now: number, days: number): string =>
  ulidTime(now - days * DAY_SECONDS * 1_000);

/** When DynamoDB may delete a message of this id, epoch seconds: not before it is past. */
export const expiryAt = (uuid: string, days: number): number =>
  Math.ceil(timeOf(uuid) / 1000) + days * DAY_SECONDS;
