import { describe, expect, it } from 'vitest';
import { matchesPattern, replacePattern } from '../../local/appsync/runtime/java/matching.js';
import { errorOf, faultOf, valueOf } from './support.js';

/** Source of what is expected: documentation of java.util.regex.Pattern. */
const whole = (pattern: string, text: string) => matchesPattern(`^(?:${pattern})\\z`, text);

describe('a Java pattern', () => {
  it.each([
    ['a*b', 'aaaaab', true],
    ['a|b', 'b', true],
    ['(a)(?:b)(?<name>c)', 'abc', true],
    ['a(?=b)b', 'ab', true],
    ['(?<=a)b|ab', 'ab', true],
    ['a{2}', 'aaa', false],
    ['a{2,}', 'aaa', true],
    ['a{1,2}?a', 'aa', true],
    ['.', '\n', false],
    ['.', '\u0085', false],
    ['(?s).', '\n', true],
    ['(?d).', '\r', true],
    ['(?d).', '\n', false],
    ['(?i)straße', 'STRAßE', true],
    ['(?i)é', 'É', false],
    ['(?i)k', '\u212a', false],
    ['(?i)[a-c]x', 'Bx', true],
    ['(?i)[^a]', 'A', false],
    ['a(?i:b)c', 'aBc', true],
    ['a(?i:b)c', 'aBC', false],
    ['(?i)a(?-i)b', 'Ab', true],
    ['(?i)a(?-i)b', 'AB', false],
    ['(?i)a|b', 'B', true],
    ['\\d+', '12', true],
    ['\\d', '\u0663', false],
    ['\\w', 'é', false],
    ['\\s', '\u00a0', false],
    ['\\s', '\x0b', true],
    ['\\h', '\u00a0', true],
    ['\\R', '\r\n', true],
    ['\\v', '\u2028', true],
    ['\\p{Alpha}+', 'abC', true],
    ['\\p{Alpha}', 'é', false],
    ['\\p{L}', 'é', true],
    ['\\pL', 'é', true],
    ['\\P{L}', '1', true],
    ['\\p{IsAlphabetic}', 'é', true],
    ['\\p{IsGreek}', 'α', true],
    ['\\p{sc=Greek}', 'α', true],
    ['\\p{script=Latin}', 'α', false],
    ['\\p{Lu}', 'É', true],
    ['\\p{gc=Lu}', 'é', false],
    ['\\p{Punct}', '!', true],
    ['\\p{Punct}', 'a', false],
    ['[\\p{Cntrl}&&[^\\n]]', '\t', true],
    ['[\\p{Cntrl}&&[^\\n]]', '\n', false],
    ['[a-z&&[^aeiou]]+', 'xyz', true],
    ['[a-z&&[^aeiou]]+', 'xaz', false],
    ['[a-d[m-p]]+', 'am', true],
    ['[]a]+', ']a', true],
    ['[a-]+', 'a-', true],
    ['[-a]+', 'a-', true],
    ['[a&b]+', 'a&b', true],
    ['[\\]\\-\\\\]+', ']-\\', true],
    ['[$^.|?*+(){}]+', '$^.|?*+(){}', true],
    ['\\Qa.b\\E+', 'a.bb', true],
    ['\\Q[^]\\E', '[^]', true],
    ['\\x41\\x{1F600}\\u0042\\0103\\cA', 'A😀BC\x01', true],
    ['\\uD83D\\uDE00', '😀', true],
    ['\\t\\n\\r\\f\\a\\e', '\t\n\r\f\x07\x1b', true],
    ['\\!\\-\\_', '!-_', true],
    ['}]', '}]', true],
    ['é', 'é', true],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(whole(pattern, text)).toBe(expected);
  });

  it('has ASCII classes for \\d, \\w, \\s and POSIX names', () => {
    const classes: [pattern: string, member: string, others: string][] = [
      ['\\d', '7', '\u0663\uff17'],
      ['\\w', 'z', 'éα\u0663'],
      ['\\s', '\f', '\u00a0\u2028\u3000'],
      ['\\p{Lower}', 'z', 'éα'],
      ['\\p{Upper}', 'Z', 'ÉΑ'],
      ['\\p{Alpha}', 'z', 'éα'],
      ['\\p{Digit}', '7', '\u0663\uff17'],
      ['\\p{Alnum}', '7', 'é\u0663'],
      ['\\p{Punct}', '$', '¿…「'],
      ['\\p{Graph}', '~', 'é¿'],
      ['\\p{Print}', ' ', 'é\u00a0'],
      ['\\p{Blank}', '\t', '\u00a0\u3000'],
      ['\\p{Cntrl}', '\x7f', '\u0085\u200b'],
      ['\\p{XDigit}', 'f', 'gａ'],
      ['\\p{Space}', '\v', '\u00a0\u2028'],
    ];
    for (const [pattern, member, others] of classes) {
      expect(whole(pattern, member), pattern).toBe(true);
      const opposite = pattern.replace('\\p', '\\P').replace(/^\\[dws]/u, (c) => c.toUpperCase());
      for (const other of others) {
        expect(whole(pattern, other), `${pattern} on ${other}`).toBe(false);
        expect(whole(opposite, other), `${opposite} on ${other}`).toBe(true);
      }
    }
  });

  it.each([
    ['a repeated group', '^(a+)+\\z', 40],
    ['repetitions one behind the other', '^.*.*.*.*.*b\\z', 5_000],
  ])('of %s that does not end is stopped, and the next evaluation is normal', (_, pattern, n) => {
    const text = { context: { arguments: { text: `${'a'.repeat(n)}!` } } };
    const gaveUp = "this host gave up on the pattern after 1 s (its own limit, not AppSync's)";
    const call = `util.matches(${JSON.stringify(pattern)}, ctx.args.text)`;
    expect(faultOf(`return ${call};`, text)).toBe(gaveUp);
    const replacing = `ctx.args.text.replaceAll(${JSON.stringify(pattern)}, "")`;
    expect(faultOf(`return ${replacing};`, text)).toBe(gaveUp);
    expect(valueOf('[1, 2].map((n) => n + 1)')).toStrictEqual([2, 3]);
  });

  it('may be a long text of a client', () => {
    expect(replacePattern('xay', `${'a'.repeat(20_000)}|a`, 'b', true)).toBe('xby');
    const tooLong = `ctx.args.text.replaceAll(ctx.args.text, "b")`;
    const text = { context: { arguments: { text: 'a'.repeat(300_000) } } };
    expect(faultOf(`return ${tooLong};`, text)).toBe('not supported by this host: the pattern');
    expect(whole('\\\\\\Qa+\\E\\Q\\\\E?', '\\a+\\')).toBe(true);
  });

  it('may have an open quotation', () => {
    expect(matchesPattern('x\\Q.)', 'x.)')).toBe(true);
  });

  it('works on code points', () => {
    expect(whole('.', '😀')).toBe(true);
    expect(whole('.{2}', '😀')).toBe(false);
    expect(whole('[😀😁]', '😁')).toBe(true);
    expect(whole('[^a]', '😀')).toBe(true);
  });

  it('accepts half a surrogate pair as a character', () => {
    expect(whole('.', '\ud83d')).toBe(true);
    expect(whole('..', '\ude00\ud83d')).toBe(true);
    expect(whole('\\uD83D', '\ud83d')).toBe(true);
    expect(whole('\\p{Cs}', '\ud83d')).toBe(true);
    expect(matchesPattern('\\uD83D', '😀')).toBe(false);
  });

  it('ends at \\z, and with $ also before a final line end', () => {
    expect(replacePattern('a\n', 'a\\z', 'b', false)).toBe('a\n');
    expect(replacePattern('a\n', 'a$', 'b', false)).toBe('b\n');
    expect(replacePattern('a\r\n', 'a\\Z', 'b', false)).toBe('b\r\n');
    expect(replacePattern('a\n\n', 'a$', 'b', false)).toBe('a\n\n');
    expect(replacePattern('a\u2028', 'a$', 'b', false)).toBe('b\u2028');
    expect(replacePattern('a\n', '$', '|', true)).toBe('a|\n|');
    expect(replacePattern('a\r\n', '$', '|', true)).toBe('a|\r\n|');
  });

  it('has lines with (?m)', () => {
    expect(replacePattern('a\nb\r\nc', '(?m)^', '>', true)).toBe('>a\n>b\r\n>c');
    expect(replacePattern('a\nb\r\n', '(?m)^', '>', true)).toBe('>a\n>b\r\n');
    expect(replacePattern('a\nb\r\nc', '(?m)$', '<', true)).toBe('a<\nb<\r\nc<');
    expect(replacePattern('a\nb', '(?m)\\A', '>', true)).toBe('>a\nb');
  });

  it.each([
    ['not supported in patterns by this host: (a)\\1', 'back references'],
    ['not supported in patterns by this host: (?<n>a)\\k<n>', '\\k'],
    ['not supported in patterns by this host: a*+', 'possessive quantifiers'],
    ['not supported in patterns by this host: (?>a)', 'atomic groups'],
    ['not supported in patterns by this host: (?x)a b', 'the flag x'],
    ['not supported in patterns by this host: (?u)a', 'the flag u'],
    ['not supported in patterns by this host: \\Ga', '\\G'],
    ['not supported in patterns by this host: \\X', '\\X'],
    ['not supported in patterns by this host: \\p{InGreek}', '\\p{InGreek}'],
    ['not supported in patterns by this host: \\p{javaLowerCase}', '\\p{javaLowerCase}'],
    ['not supported in patterns by this host: (?i)\\p{Lower}', '(?i) with Lower'],
    ['not supported in patterns by this host: [^a&&b]', '^ with && or nested classes'],
    ['[a', 'not a valid pattern: unclosed character class'],
    ['(a', 'not a valid pattern: unclosed group'],
    ['a)', 'not a valid pattern: unmatched )'],
    ['*a', 'not a valid pattern: dangling meta character'],
    ['a**', 'not a valid pattern: dangling meta character'],
    ['a{', 'not a valid pattern: illegal repetition'],
    ['{1}', 'not a valid pattern: illegal repetition'],
    ['a{2,1}', 'not a valid pattern: illegal repetition range'],
    ['\\y', 'not a valid pattern: there is no escape \\y'],
    ['[b-a]', 'not a valid pattern: illegal character range'],
    ['\\', 'not a valid pattern: it ends too early'],
  ])('without a reliable translation is refused: %s', (pattern, message) => {
    expect(() => matchesPattern(pattern, 'a')).toThrow(message);
  });
});

describe('util.matches', () => {
  it('does what the developer guide says', () => {
    expect(valueOf('util.matches("a*b", "aaaaab")')).toBe(true);
    expect(valueOf('util.matches("a*b", "c")')).toBe(false);
  });

  it('takes a Java pattern, not a JavaScript one', () => {
    expect(valueOf('util.matches("^[a-z&&[^aeiou]]+\\\\z", "xyz")')).toBe(true);
    expect(valueOf('util.matches("^[a-z&&[^aeiou]]+\\\\z", "xaz")')).toBe(false);
    expect(valueOf('util.matches("\\\\Qa.b\\\\E", "a.b")')).toBe(true);
    expect(valueOf('util.matches("(?i)A(?-i)b", "ab")')).toBe(true);
    expect(valueOf('util.matches("(?i)A(?-i)b", "aB")')).toBe(false);
  });

  it('is unsupported where only a part matches, because AppSync does not document it', () => {
    expect(faultOf('util.matches("a*b", "aaaaabc");')).toMatch(/^not supported by this host/u);
    expect(valueOf('util.matches("^[\\\\s\\\\S]{1,3}\\\\z", "abcd")')).toBe(false);
    expect(valueOf('util.matches("^[\\\\s\\\\S]{1,3}\\\\z", "a\\nb")')).toBe(true);
  });
});

describe('replace and replaceAll', () => {
  it('take a Java pattern', () => {
    const pairs: [text: string, pattern: string, by: string, first: string, all: string][] = [
      ['a.b.c', '.', '-', '-.b.c', '-----'],
      ['a.b.c', '\\.', '-', 'a-b.c', 'a-b-c'],
      ['aAbB', '(?i)a', '', 'AbB', 'bB'],
      ['a.b.a.b', '\\Qa.b\\E', 'c', 'c.a.b', 'c.c'],
      ['xyzzy', '[a-z&&[^y]]', '-', '-yzzy', '-y--y'],
      [' a  b ', '\\s+', ' ', ' a  b ', ' a b '],
      ['a😀b', '[^a-z]', '?', 'a?b', 'a?b'],
      ['aa', 'b', 'c', 'aa', 'aa'],
    ];
    for (const [text, pattern, by, first, all] of pairs) {
      const context = { arguments: { text, pattern, by } };
      const given = '(ctx.args.pattern, ctx.args.by)';
      expect(valueOf(`ctx.args.text.replace${given}`, { context }), pattern).toBe(first);
      expect(valueOf(`ctx.args.text.replaceAll${given}`, { context }), pattern).toBe(all);
    }
  });

  it('reject $ and \\ in the replacement as unsupported', () => {
    for (const method of ['replace', 'replaceAll']) {
      for (const by of ['$0', '$', 'a$', '\\', 'a\\n']) {
        const context = { arguments: { by } };
        expect(faultOf(`"a".${method}("a", ctx.args.by);`, { context }), by).toMatch(
          /^not supported by this host \(unknown AppSync behaviour\): /u,
        );
      }
    }
  });

  it('name the fault of an invalid pattern', () => {
    expect(errorOf('"a".replace("[", "b");').message).toBe(
      'code.js:3:5: not a valid pattern: unclosed character class',
    );
  });
});
