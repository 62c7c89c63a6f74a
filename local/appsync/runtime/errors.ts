/** One reason why AppSync would refuse a piece of code. Lines and columns count from 1. */
export interface CodeViolation {
  readonly fileName: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

/**
 * Code that cannot be deployed. The first sentence is AppSync's own answer to CreateFunction and
 * CreateResolver. AppSync adds `codeErrors`, each with its place (API reference, CodeError); which
 * there are for what is not known, so the reasons that are listed here are in words of our own.
 */
export class CodeError extends Error {
  override readonly name = 'CodeError';
  readonly errors: readonly CodeViolation[];

  constructor(errors: readonly CodeViolation[]) {
    const reasons = errors.map(
      ({ fileName, line, column, rule, message }) =>
        `${fileName}:${line}:${column}: ${rule}: ${message}`,
    );
    super(['The code contains one or more errors.', ...reasons].join('\n'));
    this.errors = errors;
  }
}

/**
 * A fault of the code in a helper that the host carries out, such as a pattern that is none. Its
 * message reaches the resolver's answer; of any other error nothing does.
 */
export class HostFault extends Error {
  override readonly name = 'HostFault';
}

/** A `HostFault` for a case of which nobody has written down what AppSync does. */
export function unsupported(what: string): never {
  throw new HostFault(`not known how AppSync behaves here: ${what}`);
}
