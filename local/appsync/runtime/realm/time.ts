import { unsupported, numberArgument, textArgument } from './faults.js';
import type { Host } from './host.js';
import { answer } from './budget.js';
import { floor, isInteger, isoTime } from './natives.js';

const earliest = -62_167_219_200_000;
const latest = 253_402_300_799_999;

/** `util.time`. Source: developer guide, time-helpers-in-util-time-js. Patterns: Java's DateTimeFormatter. */
export function timeUtilities(host: Host) {
  const zoneOf = (zone: unknown): string | undefined =>
    zone === undefined ? undefined : textArgument(zone, 'the time zone');
  const timeOf = (milliseconds: unknown): number => {
    const time = numberArgument(milliseconds, 'the time');
    if (!isInteger(time) || time < earliest || time > latest) {
      return unsupported(
        'a time that is not a whole number of milliseconds in the years 0 to 9999',
      );
    }
    return time;
  };
  const format = (milliseconds: unknown, pattern: unknown, zone: unknown): string => {
    const time = timeOf(milliseconds);
    return answer(host.formatTime(time, textArgument(pattern, 'the format'), zoneOf(zone)));
  };
  return {
    nowISO8601: () => isoTime(host.now()),
    nowEpochSeconds: () => floor(host.now() / 1000),
    nowEpochMilliSeconds: () => host.now(),
    nowFormatted: (pattern: unknown, zone?: unknown) => format(host.now(), pattern, zone),
    parseFormattedToEpochMilliSeconds: (text: unknown, pattern: unknown, zone?: unknown) =>
      +answer(
        host.parseTime(
          textArgument(text, 'the timestamp'),
          textArgument(pattern, 'the format'),
          zoneOf(zone),
        ),
      ),
    parseISO8601ToEpochMilliSeconds: (text: unknown) =>
      +answer(host.parseIsoTime(textArgument(text, 'the timestamp'))),
    epochMilliSecondsToSeconds: (milliseconds: unknown) =>
      floor(numberArgument(milliseconds, 'the time') / 1000),
    epochMilliSecondsToISO8601: (milliseconds: unknown) => isoTime(timeOf(milliseconds)),
    epochMilliSecondsToFormatted: (milliseconds: unknown, pattern: unknown, zone?: unknown) =>
      format(milliseconds, pattern, zone),
  };
}
