/**
 * What AWS is known to answer, row by row: the tests hold the local runtime to it, and
 * `npm run verify:aws` asks AppSync again.
 */
import { dynamodbRows } from './recorded/dynamodbRows.js';
import { filterCases, filterRows } from './recorded/filterCases.js';
import { handlerCases } from './recorded/handlerCases.js';
import { casesOf, type RecordedCase } from './recorded/recordedCase.js';
import { timeRows } from './recorded/timeRows.js';
import { utilRows } from './recorded/utilRows.js';

export type { RecordedCase };

export const recordedCases: readonly RecordedCase[] = [
  ...casesOf('A', utilRows),
  ...casesOf('A', dynamodbRows),
  ...casesOf('D', timeRows),
  ...casesOf('D', filterRows),
  ...handlerCases,
  ...filterCases,
];
