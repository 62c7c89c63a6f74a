import type { Flags } from './flags.js';

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
