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

/** A case that evaluates one expression. */
export interface RecordedRow extends Pick<RecordedCase, 'row' | 'source'> {
  readonly expression: string;
  readonly output: unknown;
}
