import { util } from '@aws-appsync/utils';
import { fail } from './errors.js';
import { timeOf, ulidTime } from './ulidTime.js';

export { timeOf } from './ulidTime.js';

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
  return ulidTime(time) + util.autoUlid().slice(10);
}

/** Ends the request with `InvalidId` unless the value has the form of a message uuid. */
export function checkMessageUuid(name: string, value: string): void {
  if (!util.matches('^[0-7][0-9A-HJKMNP-TV-Z]{25}\\z', value)) {
    fail('InvalidId', `${name} is not a message's uuid`);
  }
}
