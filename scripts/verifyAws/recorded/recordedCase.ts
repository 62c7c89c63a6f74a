import type { Case } from '../cases.js';

/**
 * A: recorded against AWS's EvaluateCode by localstack/appsync-utils. D: AppSync developer guide,
 * on the page of the function.
 */
export interface RecordedCase extends Case {
  readonly row: number;
  readonly source: 'A' | 'D';
  /** What the evaluation gives; or the message of the error in which it ends. */
  readonly answer: { readonly value: unknown } | { readonly error: string };
}

/** A case that evaluates one expression, and what it gives. */
export type RecordedRow = readonly [row: number, expression: string, output: unknown];

/** The cases of rows that have one source. */
export const casesOf = (
  source: RecordedCase['source'],
  rows: readonly RecordedRow[],
): RecordedCase[] =>
  rows.map(([row, expression, value]) => ({
    row,
    source,
    title: expression,
    body: `return (${expression});`,
    answer: { value },
  }));
