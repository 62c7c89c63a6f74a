import type { Path } from '../errors.js';
import { SizeBudget } from '../sizeBudget.js';

/** An error in a pushed event. It has no `locations` (aws-amplify/amplify-cli issue 5542). */
export interface PushError {
  readonly message: string;
  readonly path: Path;
  readonly errorType?: string;
}

/**
 * Collects the errors of one rendering, and its size, so that a too large one ends early. It is charged
 * with no more bytes than the JSON text has.
 */
export class PushOutput extends SizeBudget {
  readonly errors: PushError[] = [];

  report(error: PushError): void {
    this.errors.push(error);
    this.charge(error.message.length);
  }
}
