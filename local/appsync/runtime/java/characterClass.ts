import type { Reader } from './reader.js';

/** A character as a JavaScript pattern, whatever it means there; both cases of ASCII's letters if asked. */
export function literal(character: string, ignoreCase: boolean): string {
  const other = ignoreCase ? otherCase(character) : undefined;
  return other ? `[${escape(character)}${escape(other)}]` : escape(character);
}

function escape(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

function otherCase(character: string): string | undefined {
  if (/^[a-z]$/u.test(character)) return character.toUpperCase();
  return /^[A-Z]$/u.test(character) ? character.toLowerCase() : undefined;
}

const horizontal = ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000';
const vertical = '\\n\\x0B\\f\\r\\x85\\u2028\\u2029';

/** Java's predefined classes: ASCII only, unlike JavaScript's `\s`. */
const predefined: Readonly<Record<string, string>> = {
  d: '[0-9]',
  D: '[^0-9]',
  w: '[a-zA-Z_0-9]',
  W: '[^a-zA-Z_0-9]',
  s: '[ \\t\\n\\x0B\\f\\r]',
  S: '[^ \\t\\n\\x0B\\f\\r]',
  h: `[${horizontal}]`,
  H: `[^${horizontal}]`,
  v: `[${vertical}]`,
  V: `[^${vertical}]`,
};

const controls: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  a: '\x07',
  e: '\x1B',
};

/** An escape that stands for a character or a class, behind the backslash. */
export function escapedClass(reader: Reader, ignoreCase: boolean): string {
  const character = escapedCharacter(reader);
  if (character !== undefined) return literal(character, ignoreCase);
  const name = reader.next();
  if (Object.hasOwn(predefined, name)) return predefined[name]!;
  if (name === 'p' || name === 'P') return property(reader, name === 'P', ignoreCase);
  if (name === 'N') return reader.unsupported('\\N');
  return reader.fail(`there is no escape \\${name}`);
}

/** An escape that stands for one character; undefined (and nothing taken) for another. */
function escapedCharacter(reader: Reader): string | undefined {
  const hex = reader.match(
    /^(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]{1,6})\})/u,
  );
  if (hex) return fromHex(hex, reader);
  const octal = reader.match(/^0([0-3][0-7]{2}|[0-7]{1,2})/u);
  if (octal) return String.fromCodePoint(parseInt(octal[1]!, 8));
  const control = reader.match(/^c([A-Z@[\\\]^_?])/u);
  if (control) return String.fromCodePoint(control[1]!.codePointAt(0)! ^ 64);
  const name = reader.peek();
  if (Object.hasOwn(controls, name)) {
    reader.next();
    return controls[name];
  }
  if (/^[A-Za-z0-9]$/u.test(name)) return undefined;
  return reader.next();
}

function fromHex([, unit, low, byte, code]: RegExpExecArray, reader: Reader): string {
  if (unit !== undefined && low !== undefined) {
    const isHigh = /^d[89ab]/iu.test(unit);
    if (isHigh) return String.fromCharCode(parseInt(unit, 16), parseInt(low, 16));
    reader.rest = `\\u${low}${reader.rest}`;
  }
  const value = parseInt(unit ?? byte ?? code ?? '', 16);
  if (value > 0x10ffff) reader.fail('there is no such code point');
  return String.fromCodePoint(value);
}

/** POSIX classes, of ASCII. */
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

/** Java's names of Unicode's binary properties, behind `Is`. */
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

/** `\p{…}`. The versions of Unicode may differ: Java's is its release's, JavaScript's is Node's. */
function property(reader: Reader, negated: boolean, ignoreCase: boolean): string {
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
    return new RegExp(`\\p{Script=${script}}`, 'u') && `Script=${script}`;
  } catch {
    return undefined;
  }
}

/** `[…]`, behind the bracket: unions, ranges, nested classes, intersections. */
export function parseClass(reader: Reader, ignoreCase: boolean): string {
  const negated = reader.take('^');
  const operands: string[][] = [[]];
  let isFirst = true;
  let isNested = false;
  for (;;) {
    const members = operands.at(-1)!;
    if (reader.done) reader.fail('unclosed character class');
    if (!isFirst && reader.take(']')) break;
    if (/^-&&|^&&&/u.test(reader.rest)) reader.unsupported('- or & beside &&');
    if (reader.take('&&')) {
      if (members.length === 0) reader.unsupported('an empty side of &&');
      operands.push([]);
    } else if (reader.take('[')) {
      members.push(parseClass(reader, ignoreCase));
      isNested = true;
    } else {
      members.push(member(reader, ignoreCase));
    }
    isFirst = false;
  }
  if (operands.some((members) => members.length === 0)) reader.unsupported('an empty side of &&');
  const simple = operands.length === 1;
  // Before Java 9, ^ meant the first operand only; nobody says which Java AppSync has.
  if (negated && (!simple || isNested)) {
    reader.unsupported('^ with && or nested classes');
  }
  // Java's releases read further sides, and members beside a nested one, each in their own way.
  if (operands.length > 2 || (!simple && operands[1]!.length > 1)) {
    reader.unsupported('&& with more than one member or class behind it');
  }
  const not = negated ? '^' : '';
  if (simple) return `[${not}${operands[0]!.join('')}]`;
  return `[${operands.map((members) => `[${members.join('')}]`).join('&&')}]`;
}

/** One character, range or predefined class; both cases of it if asked. */
function member(reader: Reader, ignoreCase: boolean): string {
  const first = classCharacter(reader, ignoreCase);
  if (first.class !== undefined) {
    if (reader.peek() === '-') reader.unsupported('- behind a class within a class');
    return first.class;
  }
  if (/^-&&/u.test(reader.rest)) reader.unsupported('- or & beside &&');
  const isRange = /^-(?!\]|\[)/u.test(reader.rest);
  if (!isRange) return literalMember(first.character!, ignoreCase);
  reader.take('-');
  const last = classCharacter(reader, ignoreCase);
  if (last.class !== undefined) return reader.unsupported('a range up to a class');
  const [from, to] = [first.character!.codePointAt(0)!, last.character!.codePointAt(0)!];
  if (from > to) reader.fail('illegal character range');
  const range = `${escape(first.character!)}-${escape(last.character!)}`;
  return ignoreCase ? range + caseTwins(from, to) : range;
}

function literalMember(character: string, ignoreCase: boolean): string {
  const other = ignoreCase ? otherCase(character) : undefined;
  return escape(character) + (other ? escape(other) : '');
}

function caseTwins(from: number, to: number): string {
  let twins = '';
  for (let code = Math.max(from, 0x41); code <= Math.min(to, 0x7a); code += 1) {
    const other = otherCase(String.fromCodePoint(code));
    if (other) twins += escape(other);
  }
  return twins;
}

function classCharacter(
  reader: Reader,
  ignoreCase: boolean,
): { character?: string; class?: string } {
  if (!reader.take('\\')) return { character: reader.next() };
  const character = escapedCharacter(reader);
  return character === undefined ? { class: escapedClass(reader, ignoreCase) } : { character };
}
