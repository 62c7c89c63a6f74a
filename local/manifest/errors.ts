/**
 * Something that the person who wrote the manifest can put right. The message has a line for each
 * problem: the file, the place in it, and what is expected there.
 */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
