/**
 * What a display name may have in it, as patterns that Java (the resolvers) and JavaScript (the triggers)
 * read alike: characters beyond U+FFFF stay as they are.
 */

/** Characters that are drawn as nothing, beside those of the categories below. */
const IGNORED =
  '\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2065\u2800\u3164\uFE00-\uFE0F\uFFA0\uFFF0-\uFFF8\uFFFC\u{E0100}-\u{E01EF}';

/** Emoji, and the digits and symbols that a variation selector makes one of. */
const EMOJI =
  '#*0-9\u00A9\u00AE\u203C\u2049\u2122\u2139\u2194-\u21AA\u231A-\u23FA\u24C2\u25AA-\u25FE\u2600-\u27BF\u2934\u2935\u2B05-\u2B55\u3030\u303D\u3297\u3299\u{1F000}-\u{1FAFF}';

/** Scripts whose spelling uses joiners (RFC 5892, appendix A.1 and A.2). */
const JOINED = [
  ...['Arabic', 'Syriac', 'Mongolian', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya'],
  ...['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar', 'Tibetan'],
]
  .map((script) => `\\p{sc=${script}}`)
  .join('');

const CONTROL = '\u202A-\u202E\u2066-\u2069';

/** Text in which each of these characters is one of a pair; `inner` is what a pair may have in it. */
const paired = (inner: string): string =>
  `(?:[^${CONTROL}]|[\u2066-\u2068]${inner}\u2069|[\u202A\u202B]${inner}\u202C)*`;

export const displayNames = {
  /** A character that is seen. */
  visible: `[^\\s\\p{Z}\\p{C}${IGNORED}]`,
  /** Controls, separators of lines, lone surrogates, private characters, and what is drawn as nothing. */
  invisible: `[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cf}${IGNORED}]`,
  /** More accents on one letter than any language needs; they cover the lines above and below. */
  stackedMarks: '\\p{M}{5}',
  /** Invisible characters in places where a script or an emoji needs them: they are left out first. */
  needed: [
    // Variation selectors: text or emoji style, forms of Chinese and Mongolian characters.
    `(?<=[${EMOJI}])[\uFE0E\uFE0F]`,
    '(?<=\\p{sc=Han})[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]',
    '(?<=\\p{sc=Mongolian})[\u180B-\u180D\u180F]',
    // Joiners: emoji made of several, and inside words of some scripts.
    `(?<=[${EMOJI}])\u200D(?=[${EMOJI}])`,
    `(?<=[${JOINED}])[\u200C\u200D](?=[${JOINED}])`,
  ],
  /**
   * A whole name in which what sets the direction does so for a part of it alone, at most three deep.
   * Overrides are not allowed: they reverse the text.
   */
  balanced: paired(paired(paired(`[^${CONTROL}]*`))),
  /** What sets the direction: left out where it is balanced. */
  direction: '[\u202A-\u202C\u2066-\u2069]',
} as const;
