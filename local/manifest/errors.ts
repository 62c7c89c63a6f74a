/**
 * Something that the person who wrote the schema, the manifest or the template can put right. The
 * message has a line for each problem: the file, the place in it, and what is expected there.
 */
export class SourceError extends Error {
  override readonly name = 'SourceError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** What was wrong, of anything that was thrown. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
