import { util } from '@aws-appsync/utils';
import { fail } from './errors.js';

/** Crockford's base 32, as in the ULID specification. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const FIVE_DIGITS = 33_554_432; // 32 ^ 5

// Without a loop: decoding a page of 100 ids in a loop would exceed AppSync's 1,000 iterations.
const decodeFive = (text: string): number =>
  (((DIGITS.indexOf(text.charAt(0)) * 32 + DIGITS.indexOf(text.charAt(1))) * 32 +
    DIGITS.indexOf(text.charAt(2))) *
    32 +
    DIGITS.indexOf(text.charAt(3))) *
    32 +
  DIGITS.indexOf(text.charAt(4));

const digit = (value: number, unit: number): string => DIGITS.charAt(Math.floor(value / unit) % 32);

const encodeFive = (value: number): string =>
  digit(value, 1_048_576) +
  digit(value, 32_768) +
  digit(value, 1024) +
  digit(value, 32) +
  digit(value, 1);

/** The time in a message uuid, epoch milliseconds. */
export const timeOf = (uuid: string): number =>
  decodeFive(uuid.slice(0, 5)) * FIVE_DIGITS + decodeFive(uuid.slice(5, 10));

/** The time in a message uuid, ISO 8601. */
export const createdAtOf = (uuid: string): string =>
  util.time.epochMilliSecondsToISO8601(timeOf(uuid));

/**
 * Makes a message uuid: a ULID of the current time. If the newest message of the conversation is later
 * than the clock of this machine, takes its time plus one millisecond (a hybrid logical clock). So
 * a slow clock cannot starve a sender.
 */
export function newMessageUuid(newest: string | undefined): string {
  const now = util.time.nowEpochMilliSeconds();
  const time = newest ? Math.max(now, timeOf(newest) + 1) : now;
  return (
    encodeFive(Math.floor(time / FIVE_DIGITS)) +
    encodeFive(time % FIVE_DIGITS) +
    util.autoUlid().slice(10)
  );
}

/** Ends the request with `InvalidId` unless the value has the form of a message uuid. */
export function checkMessageUuid(name: string, value: string): void {
  if (!util.matches('^[0-7][0-9A-HJKMNP-TV-Z]{25}\\z', value)) {
    fail('InvalidId', `${name} is not a message's uuid`);
  }
}
