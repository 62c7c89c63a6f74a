/**
 * Replaces `\Q…\E` in a pattern by escaped characters. Takes time in proportion to the pattern,
 * which may be a client's text.
 */
export function unquoted(pattern: string): string {
  let result = '';
  let at = 0;
  for (;;) {
    const backslash = pattern.indexOf('\\', at);
    if (backslash < 0) return result + pattern.slice(at);
    if (pattern[backslash + 1] !== 'Q') {
      result += pattern.slice(at, backslash + 2);
      at = backslash + 2;
      continue;
    }
    const end = pattern.indexOf('\\E', backslash + 2);
    const quoted = pattern.slice(backslash + 2, end < 0 ? undefined : end);
    result +=
      pattern.slice(at, backslash) + quoted.replace(/[^A-Za-z0-9\u{80}-\u{10FFFF}]/gu, '\\$&');
    if (end < 0) return result;
    at = end + 2;
  }
}
