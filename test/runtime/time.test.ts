import { describe, expect, it } from 'vitest';
import { faultOf, valueOf } from './support.js';

/**
 * Complements rows 37 to 42 of the facts. Sources: AppSync developer guide,
 * time-helpers-in-util-time-js; documentation of java.time.format.DateTimeFormatter.
 */

describe('util.time', () => {
  const now = () => Date.UTC(2018, 1, 6, 19, 1, 35, 749);

  it('gives the time in whole seconds and milliseconds', () => {
    expect(valueOf('util.time.nowEpochSeconds()', { now })).toBe(1517943695);
    expect(valueOf('util.time.nowEpochMilliSeconds()', { now })).toBe(1517943695749);
    const { before, seconds, milliseconds } = {
      before: Date.now(),
      seconds: valueOf('util.time.nowEpochSeconds()') as number,
      milliseconds: valueOf('util.time.nowEpochMilliSeconds()') as number,
    };
    expect([seconds, milliseconds].every(Number.isInteger)).toBe(true);
    expect(milliseconds).toBeGreaterThanOrEqual(before);
    expect(seconds).toBeGreaterThanOrEqual(Math.floor(before / 1000));
    expect(milliseconds).toBeLessThanOrEqual(Date.now());
  });

  it('refuses letters whose text depends on a locale or names a zone', () => {
    for (const letters of ['EEE', 'EEEE', 'MMM', 'MMMM', 'a', 'z', 'VV', 'G', 'LLL', 'e', 'w']) {
      for (const call of [
        `util.time.nowFormatted("yyyy ${letters}")`,
        `util.time.nowFormatted("${letters}", "Australia/Perth")`,
        `util.time.epochMilliSecondsToFormatted(0, "yyyy ${letters}")`,
        `util.time.parseFormattedToEpochMilliSeconds("2018 x", "yyyy ${letters}", "Z")`,
      ]) {
        expect(faultOf(`${call};`, { now }), call).toBe(
          'not supported by this host: a time format with text, a locale or zone names',
        );
      }
    }
  });

  it.each([
    ['util.time.nowFormatted("yyyy-MM-dd HH:mm:ssZ")', '2018-02-06 19:01:35+0000'],
    [
      'util.time.nowFormatted("yyyy-MM-dd HH:mm:ssZ", "Australia/Perth")',
      '2018-02-07 03:01:35+0800',
    ],
    [
      'util.time.nowFormatted("yyyy-MM-dd\'T\'HH:mm:ss.SSSXXX", "-03:30")',
      '2018-02-06T15:31:35.749-03:30',
    ],
    ['util.time.nowFormatted("yyyy-MM-dd\'T\'HH:mm:ssXXX")', '2018-02-06T19:01:35Z'],
    ['util.time.nowFormatted("\'EEE VV F\' D")', 'EEE VV F 37'],
    ['util.time.epochMilliSecondsToISO8601(0)', '1970-01-01T00:00:00.000Z'],
    ['util.time.parseISO8601ToEpochMilliSeconds("1970-01-01T00:00:01Z")', 1000],
    ['util.time.parseISO8601ToEpochMilliSeconds("1969-12-31T23:59:59.999Z")', -1],
    [
      'util.time.parseFormattedToEpochMilliSeconds("2018-07-01 12:00:00", "yyyy-MM-dd HH:mm:ss", "Europe/Berlin")',
      Date.UTC(2018, 6, 1, 10),
    ],
    [
      'util.time.parseFormattedToEpochMilliSeconds("2018-01-01 12:00:00", "yyyy-MM-dd HH:mm:ss", "Europe/Berlin")',
      Date.UTC(2018, 0, 1, 11),
    ],
  ])('%s', (expression, expected) => {
    expect(valueOf(expression, { now })).toBe(expected);
  });

  it.each([
    [
      'util.time.nowFormatted("F")',
      'not supported by this host (unknown AppSync behaviour): a format with F, where releases of Java differ',
    ],
    ['util.time.nowFormatted("yyyy", "Mars/Base")', 'there is no time zone Mars/Base'],
    [
      'util.time.parseISO8601ToEpochMilliSeconds("2018-02-01")',
      "Text '2018-02-01' could not be parsed",
    ],
    ['util.time.parseFormattedToEpochMilliSeconds("x", "yyyyX")', "Text 'x' could not be parsed"],
    [
      'util.time.parseFormattedToEpochMilliSeconds("2018-01-01 00:00", "yyyy-MM-dd HH:mm")',
      'not supported by this host (unknown AppSync behaviour): a format without an offset and no time zone',
    ],
    [
      'util.time.parseFormattedToEpochMilliSeconds("2018-03-25 02:30", "yyyy-MM-dd HH:mm", "Europe/Berlin")',
      'not supported by this host (unknown AppSync behaviour): a time that the clocks of its zone skip',
    ],
    [
      'util.time.epochMilliSecondsToISO8601(0.5)',
      'not supported by this host (unknown AppSync behaviour): a time that is not a whole number of milliseconds in the years 0 to 9999',
    ],
  ])('%s ends in a fault', (expression, message) => {
    expect(faultOf(`${expression};`, { now }).slice(0, message.length)).toBe(message);
  });
});
