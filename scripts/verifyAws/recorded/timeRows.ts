import type { RecordedRow } from './recordedCase.js';

/** `util.time`, and `JSON.parse`. */
export const timeRows: readonly RecordedRow[] = [
  {
    row: 37,
    source: 'D',
    expression: 'util.time.epochMilliSecondsToSeconds(1517943695758)',
    output: 1517943695,
  },
  {
    row: 38,
    source: 'D',
    expression: 'util.time.epochMilliSecondsToISO8601(1517943695758)',
    output: '2018-02-06T19:01:35.758Z',
  },
  {
    row: 39,
    source: 'D',
    expression: 'util.time.epochMilliSecondsToFormatted(1517943695758, "yyyy-MM-dd HH:mm:ssZ")',
    output: '2018-02-06 19:01:35+0000',
  },
  {
    row: 39,
    source: 'D',
    expression:
      'util.time.epochMilliSecondsToFormatted(1517943695758, "yyyy-MM-dd HH:mm:ssZ", "+08:00")',
    output: '2018-02-07 03:01:35+0800',
  },
  {
    row: 40,
    source: 'D',
    expression: 'util.time.parseISO8601ToEpochMilliSeconds("2018-02-01T17:21:05.180+08:00")',
    output: 1517476865180,
  },
  {
    row: 41,
    source: 'D',
    expression:
      'util.time.parseFormattedToEpochMilliSeconds("2018-02-02 01:19:22+0800", "yyyy-MM-dd HH:mm:ssZ")',
    output: 1517505562000,
  },
  {
    row: 41,
    source: 'D',
    expression:
      'util.time.parseFormattedToEpochMilliSeconds("2018-02-02 01:19:22", "yyyy-MM-dd HH:mm:ss", "+08:00")',
    output: 1517505562000,
  },
  { row: 43, source: 'D', expression: 'JSON.parse("not json")', output: '' },
];
