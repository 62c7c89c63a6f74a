import type { Reader } from './reader.js';

/** POSIX classes, ASCII only. */
const posix: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E',
  Graph: '\\x21-\\x7E',
  Print: '\\x20-\\x7E',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0B\\f\\r',
};

/** Java's names of the binary Unicode properties, after `Is`. */
const binary: Readonly<Record<string, string>> = {
  ALPHABETIC: 'Alphabetic',
  IDEOGRAPHIC: 'Ideographic',
  LETTER: 'L',
  LOWERCASE: 'Lowercase',
  UPPERCASE: 'Uppercase',
  TITLECASE: 'Lt',
  PUNCTUATION: 'P',
  CONTROL: 'Cc',
  WHITE_SPACE: 'White_Space',
  DIGIT: 'Nd',
  HEX_DIGIT: 'Hex_Digit',
  JOIN_CONTROL: 'Join_Control',
  NONCHARACTER_CODE_POINT: 'Noncharacter_Code_Point',
  ASSIGNED: 'Assigned',
  EMOJI: 'Emoji',
};

const categories = /^(?:L[ultmo]?|LC|M[nce]?|N[dlo]?|Z[slp]?|C[cfosn]?|P[cdseifo]?|S[mcko]?)$/u;

/** `\p{…}`. The Unicode versions may differ: Java and Node each have their own. */
export function property(reader: Reader, negated: boolean, ignoreCase: boolean): string {
  const found = reader.match(/^(?:\{([^}]+)\}|([A-Z]))/u);
  const name = found?.[1] ?? found?.[2];
  if (name === undefined) return reader.fail('unknown property');
  const not = negated ? '^' : '';
  if (Object.hasOwn(posix, name)) {
    if (ignoreCase && (name === 'Lower' || name === 'Upper'))
      return reader.unsupported(`(?i) with ${name}`);
    return `[${not}${posix[name]}]`;
  }
  const property = unicodeName(name);
  if (property === undefined) return reader.unsupported(`\\p{${name}}`);
  if (ignoreCase && /^(?:L[ult]|Lowercase|Uppercase)$/u.test(property)) {
    return reader.unsupported(`(?i) with ${name}`);
  }
  return `[${not}\\p{${property}}]`;
}

function unicodeName(name: string): string | undefined {
  const [, key, value] = /^(script|sc|general_category|gc)=(.+)$/iu.exec(name) ?? [];
  if (key !== undefined && value !== undefined) {
    if (/^g/iu.test(key)) return categories.test(value) ? value : undefined;
    return scriptName(value);
  }
  if (categories.test(name)) return name;
  const is = /^Is(.+)$/u.exec(name)?.[1];
  if (is === undefined) return undefined;
  if (categories.test(is)) return is;
  const upper = is.toUpperCase();
  return Object.hasOwn(binary, upper) ? binary[upper] : scriptName(is);
}

function scriptName(name: string): string | undefined {
  const script = name
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('_');
  try {
    new RegExp(`\\p{Script=${script}}`, 'u'); // throws where there is no such property
    return `Script=${script}`;
  } catch {
    return undefined;
  }
}
