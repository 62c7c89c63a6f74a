import type { Path } from '../errors.js';

/** An error in a pushed event. It has no `locations` (aws-amplify/amplify-cli issue 5542). */
export interface PushError {
  readonly message: string;
  readonly path: Path;
  readonly errorType?: string;
}

/** Collects the errors of one rendering, and its size, so that a too large one ends early. */
export class PushOutput {
  readonly errors: PushError[] = [];
  #left: number;

  /** @param bytes the largest rendering */
  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** Whether the rendering is larger than the limit for certain. */
  get isTooLarge(): boolean {
    return this.#left < 0;
  }

  report(error: PushError): void {
    this.errors.push(error);
    this.charge(error.message.length);
  }

  /** @param bytes never more than the JSON text has */
  charge(bytes: number): void {
    this.#left -= bytes;
  }
}
