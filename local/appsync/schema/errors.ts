/** Something in a schema that deserves a word. Lines and columns count from 1. */
export interface SchemaNotice {
  readonly message: string;
  /** Left out where no place in the schema is meant. */
  readonly line?: number;
  readonly column?: number;
}

/** AppSync would refuse this API definition. The message is one line with every reason. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';

  constructor(readonly problems: readonly SchemaNotice[]) {
    const reasons = problems.map(({ message }) => message).join(' - ');
    super(`Schema has the following errors: - ${reasons}`);
  }
}

/** `api.graphql:3:5: message`. */
export function noticeText(file: string, { message, line, column }: SchemaNotice): string {
  return line === undefined ? `${file}: ${message}` : `${file}:${line}:${column}: ${message}`;
}
