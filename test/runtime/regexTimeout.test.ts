import { describe, expect, it } from 'vitest';
import { mayTakeLong, withTimeout } from '../../local/appsync/runtime/java/regexTimeout.js';

describe('The time limit of a pattern', () => {
  it('ends work that takes a second of CPU time', () => {
    expect(() =>
      withTimeout(() => {
        for (;;);
      }),
    ).toThrow('gave up on the pattern after 1 s');
  });

  it('does not count the time in which the processor works for others', () => {
    const nothing = new Int32Array(new SharedArrayBuffer(4));
    let tries = 0;
    const answer = withTimeout(() => {
      tries += 1;
      Atomics.wait(nothing, 0, 0, 1_500);
      return 'a match';
    });
    expect(answer).toBe('a match');
    expect(tries).toBeGreaterThan(1);
  });

  it('passes on an error of the work', () => {
    expect(() =>
      withTimeout(() => {
        throw new TypeError('of the work');
      }),
    ).toThrow(new TypeError('of the work'));
  });

  it.each([
    ['a hundred million steps', 4, 200, false],
    ['more', 4, 300, true],
    ['one repetition of a long text', 1, 1_000_000, false],
    ['a repeated group', Infinity, 2, true],
    ['a repeated group of a text of one character', Infinity, 1, false],
  ])('is needed for %s: %s repetitions, %s characters, %s', (_what, degree, length, needed) => {
    expect(mayTakeLong(degree, length)).toBe(needed);
  });
});
