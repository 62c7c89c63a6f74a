import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HostFault } from '../../local/appsync/runtime/errors.js';
import { matchesPattern, replacePattern } from '../../local/appsync/runtime/java/matching.js';

/**
 * Answers of java.util.regex (OpenJDK 17.0.15) to random patterns and texts, recorded by
 * `recorded/RecordPatterns.java`: pattern, text, whole, found, replaceFirst and replaceAll by `|`;
 * or pattern, text, null where Java refuses the pattern.
 */
type Recording =
  | [pattern: string, text: string, none: null]
  | [pattern: string, text: string, whole: boolean, found: boolean, first: string, all: string];

const file = new URL('./recorded/javaPatterns.json', import.meta.url);
const recordings = JSON.parse(readFileSync(file, 'utf8')) as Recording[];

/** The result, or the message of the fault. */
function answer<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof HostFault) return error.message;
    throw error;
  }
}

describe('patterns recorded from Java', () => {
  it('are a thousand, of both kinds', () => {
    expect(recordings).toHaveLength(1000);
    expect(recordings.filter(([, , whole]) => whole === null)).toHaveLength(12);
  });

  it('match as in Java, or are refused where only a part matches', () => {
    expect(recordings).toHaveLength(1000);
    for (const [pattern, text, whole, found] of recordings) {
      const expected =
        whole === null
          ? expect.stringMatching(/^not a valid pattern: /u)
          : found && !whole
            ? expect.stringMatching(
                /^not supported by this host \(unknown AppSync behaviour\): util\.matches/u,
              )
            : whole;
      expect(
        answer(() => matchesPattern(pattern, text)),
        JSON.stringify([pattern, text]),
      ).toEqual(expected);
    }
  });

  it('replace as in Java, or are refused beside characters beyond U+FFFF', () => {
    expect(recordings).toHaveLength(1000);
    // Where Java looks between the halves of a character.
    const halves = /[\uD800-\uDBFF]\|[\uDC00-\uDFFF]/;
    const refusal =
      /^not supported by this host \(unknown AppSync behaviour\): replaceAll with a pattern that fits no/u;
    for (const [pattern, text, whole, , first, all] of recordings) {
      if (whole === null) continue;
      const name = JSON.stringify([pattern, text]);
      expect(replacePattern(text, pattern, '|', false), name).toBe(first);
      const replaced = answer(() => replacePattern(text, pattern, '|', true));
      const mayBeRefused = /[^\0-\uFFFF]/u.test(text) && replaced !== all;
      if (halves.test(all) || mayBeRefused) expect(replaced, name).toMatch(refusal);
      else expect(replaced, name).toBe(all);
    }
  });
});
