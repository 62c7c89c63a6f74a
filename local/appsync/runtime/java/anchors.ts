/** The flags in force at one place of a Java pattern. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly unixLines: boolean;
}

/** Before a line terminator that ends the text, or at the end. */
export function finalEnd({ unixLines }: Flags): string {
  if (unixLines) return '(?=\\n?$)';
  return '(?:$|(?=\\r\\n$)|(?=[\\r\\u0085\\u2028\\u2029]$)|(?<!\\r)(?=\\n$))';
}

/** `^` with MULTILINE. */
export function lineStart({ unixLines }: Flags): string {
  const after = unixLines ? '\\n' : '\\n|\\r(?!\\n)|[\\u0085\\u2028\\u2029]';
  return `(?:^|(?<=${after}))(?!$)`; // never at the end, even of an empty text
}

/** `$` with MULTILINE. */
export function lineEnd({ unixLines }: Flags): string {
  if (unixLines) return '(?=\\n|$)';
  return '(?:$|(?=[\\r\\u0085\\u2028\\u2029])|(?<!\\r)(?=\\n))';
}
