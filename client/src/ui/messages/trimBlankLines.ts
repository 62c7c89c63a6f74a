/** A message without the blank lines at its beginning, and without blanks and lines at its end. */
export const trimBlankLines = (text: string): string =>
  text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
