import { property } from './properties.js';
import type { Reader } from './reader.js';

/** A literal character in a JavaScript pattern; in both cases of an ASCII letter where asked. */
export function literal(character: string, ignoreCase: boolean): string {
  const other = ignoreCase ? otherCase(character) : undefined;
  return other ? `[${escape(character)}${escape(other)}]` : escape(character);
}

/** A literal code point, valid at every place of a JavaScript pattern. */
export function escape(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/** An ASCII letter in its other case. */
export function otherCase(character: string): string | undefined {
  if (/^[a-z]$/u.test(character)) return character.toUpperCase();
  return /^[A-Z]$/u.test(character) ? character.toLowerCase() : undefined;
}

const horizontal = ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000';
const vertical = '\\n\\x0B\\f\\r\\x85\\u2028\\u2029';

/** Java's predefined classes. They are ASCII only, unlike JavaScript's `\s`. */
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

/** The escape of a character or a class, after the backslash. */
export function escapedClass(reader: Reader, ignoreCase: boolean): string {
  const character = escapedCharacter(reader);
  if (character !== undefined) return literal(character, ignoreCase);
  const name = reader.next();
  if (Object.hasOwn(predefined, name)) return predefined[name]!;
  if (name === 'p' || name === 'P') return property(reader, name === 'P', ignoreCase);
  if (name === 'N') return reader.unsupported('\\N');
  return reader.fail(`there is no escape \\${name}`);
}

/** The escape of one character. Undefined, with nothing read, for any other escape. */
export function escapedCharacter(reader: Reader): string | undefined {
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
