/** A visible character: not a space, control, format or other character that is drawn as nothing. */
const VISIBLE = /[^\s\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Controls, line and paragraph separators, lone surrogates, private characters, and characters that
 * are drawn as nothing: zero-width characters, fillers, tags, bidirectional controls.
 */
const INVISIBLE =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\uFFFC]/u;

/** More accents on one letter than any language needs; they cover the lines above and below. */
const STACKED_MARKS = /\p{M}{5}/u;

/** A letter or vowel sign of a script whose spelling uses joiners (RFC 5892, appendix A.1 and A.2). */
const JOINED =
  '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}]';

/** Invisible characters in places where a script or an emoji needs them. */
const NEEDED = [
  // Variation selectors: text or emoji style, forms of Chinese and Mongolian characters.
  /(?<=\p{Emoji})[\uFE0E\uFE0F]/gu,
  /(?<=\p{Script=Han})[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu,
  /(?<=\p{Script=Mongolian})[\u180B-\u180D\u180F]/gu,
  // Joiners: emoji made of several, and inside words of some scripts.
  /(?<=\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]?)\u200D(?=\p{Extended_Pictographic})/gu,
  new RegExp(`(?<=${JOINED})[\\u200C\\u200D](?=${JOINED})`, 'gu'),
];

/** A pair that sets the direction of its content. Overrides are not among them: they reverse it. */
const BALANCED =
  /[\u2066-\u2068]([^\u202A-\u202E\u2066-\u2069]*)\u2069|[\u202A\u202B]([^\u202A-\u202E\u2066-\u2069]*)\u202C/gu;

/**
 * What is wrong with the characters of a display name, as a sentence without a full stop; undefined
 * for a good one. Does not check its length.
 */
export function displayNameProblem(name: string): string | undefined {
  if (!VISIBLE.test(name)) return 'Choose a display name that can be seen (attribute name)';
  if (STACKED_MARKS.test(name)) return 'A display name can have at most 4 accents on one letter';
  let rest = NEEDED.reduce((text, needed) => text.replace(needed, ''), name);
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(BALANCED, '$1$2');
  }
  if (INVISIBLE.test(rest)) {
    return 'A display name cannot contain invisible or control characters';
  }
  return undefined;
}
