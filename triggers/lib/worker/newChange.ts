import { decodeTime, ulid } from 'ulid';

/** A change's id that is later than another one. @param now epoch milliseconds */
export const newChange = (now: number, previous: string | undefined): string =>
  ulid(previous === undefined ? now : Math.max(now, decodeTime(previous) + 1));
