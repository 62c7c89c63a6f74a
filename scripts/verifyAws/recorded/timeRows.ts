import type { RecordedRow } from './recordedCase.js';

/** `util.time`, and `JSON.parse`. */
export const timeRows: readonly RecordedRow[] = [
  [37, 'util.time.epochMilliSecondsToSeconds(1517943695758)', 1517943695],
  [38, 'util.time.epochMilliSecondsToISO8601(1517943695758)', '2018-02-06T19:01:35.758Z'],
  [
    39,
    'util.time.epochMilliSecondsToFormatted(1517943695758, "yyyy-MM-dd HH:mm:ssZ")',
    '2018-02-06 19:01:35+0000',
  ],
  [
    39,
    'util.time.epochMilliSecondsToFormatted(1517943695758, "yyyy-MM-dd HH:mm:ssZ", "+08:00")',
    '2018-02-07 03:01:35+0800',
  ],
  [40, 'util.time.parseISO8601ToEpochMilliSeconds("2018-02-01T17:21:05.180+08:00")', 1517476865180],
  [
    41,
    'util.time.parseFormattedToEpochMilliSeconds("2018-02-02 01:19:22+0800", "yyyy-MM-dd HH:mm:ssZ")',
    1517505562000,
  ],
  [
    41,
    'util.time.parseFormattedToEpochMilliSeconds("2018-02-02 01:19:22", "yyyy-MM-dd HH:mm:ss", "+08:00")',
    1517505562000,
  ],
  [43, 'JSON.parse("not json")', ''],
];
