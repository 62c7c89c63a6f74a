import { describe, expect, it } from 'vitest';
import { trimBlankLines } from '../../client/src/ui/messages/trimBlankLines';

describe('A message to be sent', () => {
  it.each([
    ['word', 'word'],
    ['\n\n  \nword\n\n \n', 'word'],
    ['one\n\ntwo', 'one\n\ntwo'],
    ['  indented\nlines', '  indented\nlines'],
    ['\t\n  indented', '  indented'],
    ['word   ', 'word'],
    [' \n\n ', ''],
  ])('%j loses its blank lines at the beginning and the end', (text, trimmed) => {
    expect(trimBlankLines(text)).toBe(trimmed);
  });
});
