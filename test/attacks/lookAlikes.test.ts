import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESERVED_HANDLES, skeletonOf } from '../../resolvers/handles.js';
import { displayNameProblem } from '../../triggers/lib/displayName.js';
import { cases } from '../support/cases.js';
import { postConfirmationEvent, preSignUpEvent } from '../triggers/events.js';
import { useTriggers } from '../triggers/useTriggers.js';

const triggers = useTriggers();

const signUp = (preferred_username: string, name = 'Somebody') =>
  triggers.handlers.preSignUp(preSignUpEvent({ preferred_username, name }));

describe('A handle', () => {
  it.each(
    'admin support moderator security system me root official help staff adm1n supp0rt _root_ official. rnoderator'.split(
      ' ',
    ),
  )('@%s is reserved', async (handle) => {
    await expect(signUp(handle)).rejects.toThrow(`The handle ${handle} is reserved`);
  });

  it('that looks like a claimed one cannot be claimed', async () => {
    const sub = randomUUID();
    await triggers.handlers.postConfirmation(
      postConfirmationEvent({ sub, preferred_username: 'mira.vvolf', name: 'Mira' }),
    );
    for (const handle of ['m1ra.wolf', 'rnira.vvo1f', '_mira.vvolf', 'mira.vvolf.', 'mlra..w0lf']) {
      await expect(signUp(handle)).rejects.toThrow(`${handle} looks like one that is taken`);
    }
    await expect(signUp('mira.vvolf')).rejects.toThrow('The handle mira.vvolf is taken');
    await expect(signUp('mira.wolff')).resolves.toBeDefined();
  });

  const letters = fc.string({
    unit: fc.constantFrom(...'abcmnrvwil10o_.'),
    minLength: 1,
    maxLength: 30,
  });

  it('has the same skeleton after every exchange of look-alike characters', () => {
    const exchanges = [
      ['rn', 'm'],
      ['vv', 'w'],
      ['1', 'l'],
      ['i', 'l'],
      ['0', 'o'],
      ['__', '_'],
    ] as const;
    fc.assert(
      fc.property(letters, fc.nat(), fc.boolean(), (handle, choice, back) => {
        const [one, other] = exchanges[choice % exchanges.length]!;
        const changed = back ? handle.replace(other, one) : handle.replace(one, other);
        expect(skeletonOf(changed)).toBe(skeletonOf(handle));
        expect(skeletonOf(`_${handle}.`)).toBe(skeletonOf(handle));
        expect(skeletonOf(skeletonOf(handle))).toBe(skeletonOf(handle));
      }),
      { numRuns: cases(50, 10_000) },
    );
  });

  it('has a skeleton that starts with the skeleton of each of its prefixes', () => {
    fc.assert(
      fc.property(letters, fc.nat(30), (handle, length) => {
        expect(skeletonOf(handle).startsWith(skeletonOf(handle.slice(0, length)))).toBe(true);
      }),
      { numRuns: cases(50, 10_000) },
    );
  });

  it('is reserved only if it looks like a reserved one', () => {
    const skeletons = new Set(RESERVED_HANDLES.map(skeletonOf));
    for (const handle of ['mira', 'admins_friend', 'meg', 'rooted', 'helpful']) {
      expect(skeletons.has(skeletonOf(handle))).toBe(false);
    }
  });
});

describe('A display name', () => {
  it.each([
    ['a zero-width space', 'Mi\u200Bra'],
    ['a word joiner', 'Mira\u2060'],
    ['a byte order mark', '\uFEFFMira'],
    ['a zero-width joiner between Latin letters', 'Mi\u200Dra'],
    ['a Hangul filler', 'Mira\u3164'],
    ['a Braille blank', 'Mira\u2800'],
    ['a combining grapheme joiner', 'Mi\u034Fra'],
    ['tag characters', 'Mira\u{E0061}\u{E0062}'],
    ['a variation selector on a Latin letter', 'M\uFE0Fira'],
    ['an unbalanced isolate', 'A\u2067da'],
    ['an unbalanced embedding', '\u202BAda'],
    ['a closing isolate alone', 'Ada\u2069'],
    ['a balanced override', '\u202Earim\u202C'],
    ['a mark that sets a direction', 'Ada\u200F'],
    ['an annotation', 'Ada\uFFF9x'],
    ['a private character', 'Ada\uE000'],
    ['a bell', 'A\u0007da'],
  ])('with %s is refused', (_what, name) => {
    expect(displayNameProblem(name)).toMatch(/invisible or control/);
  });

  it('with five combining marks on one letter is refused, with four it is not', () => {
    expect(displayNameProblem(`A${'\u0301'.repeat(5)}da`)).toMatch(/accents/);
    expect(displayNameProblem(`A${'\u0301'.repeat(4)}da`)).toBeUndefined();
  });

  it.each([
    ['Vietnamese', 'Nguyễn Thị Ánh'],
    ['Persian with a non-joiner', 'می\u200Cنا'],
    ['Hindi with a joiner', 'क्\u200Dष'],
    ['Sinhala with a joiner', 'ශ්\u200Dරී'],
    ['a family emoji', 'Ada 👩\u200D👩\u200D👧'],
    ['an emoji with skin tone', 'Ada 👩🏽\u200D🚀'],
    ['a rainbow flag', 'Ada 🏳\uFE0F\u200D🌈'],
    ['a heart in emoji style', 'Ada ❤\uFE0F'],
    ['a Chinese character with its variant', '葛\u{E0100}城'],
    ['Arabic in a balanced isolate', 'Ada \u2067عدا\u2069'],
    ['nested balanced pairs', '\u2067\u202Bعدا\u202C\u2069'],
  ])('may be %s', (_what, name) => {
    expect(displayNameProblem(name)).toBeUndefined();
  });
});
