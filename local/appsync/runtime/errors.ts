/** One reason why AppSync would refuse the code. Lines and columns count from 1. */
export interface CodeViolation {
  readonly fileName: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

/** `file:line:column: rule: message`. */
export const violationText = ({ fileName, line, column, rule, message }: CodeViolation): string =>
  `${fileName}:${line}:${column}: ${rule}: ${message}`;

/**
 * Code that cannot be deployed. The first sentence is AppSync's answer to CreateFunction and
 * CreateResolver. AppSync adds `codeErrors`, each with its place (API reference, CodeError). Its
 * words are not known; the reasons listed here are the host's own.
 */
export class CodeError extends Error {
  override readonly name = 'CodeError';

  constructor(readonly errors: readonly CodeViolation[]) {
    super(['The code contains one or more errors.', ...errors.map(violationText)].join('\n'));
  }
}

/**
 * A fault of the resolver's code in a helper that the host runs, such as an invalid pattern. Its
 * message reaches the resolver's answer. The message of any other error does not.
 */
export class HostFault extends Error {
  override readonly name = 'HostFault';
}

/**
 * Throws a `HostFault`: the host does not support a case for which AppSync's behaviour is not
 * known.
 */
export function unsupported(what: string): never {
  throw new HostFault(`not supported by this host (unknown AppSync behaviour): ${what}`);
}
