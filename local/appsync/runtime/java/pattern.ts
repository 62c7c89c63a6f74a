import { finalEnd, lineEnd, lineStart, type Flags } from './anchors.js';
import { parseClass } from './characterClass.js';
import { escapedClass, literal } from './escapes.js';
import { unquoted } from './quotation.js';
import { Reader } from './reader.js';

/**
 * Translates a Java pattern (java.util.regex.Pattern) into the source of a JavaScript regular
 * expression with the flag `v`. Like Java, `v` works on code points and accepts half a surrogate
 * pair as a character.
 *
 * Where the languages differ, the difference is written out (`\z`, `$`, `.`, `\s`, `(?i)`). What
 * cannot be written out is refused: back references (they differ for a group without a match),
 * possessive quantifiers and atomic groups. `\b` is the same for ASCII texts only: beyond ASCII,
 * Java versions differ.
 */
export function translatePattern(pattern: string): Translation {
  const reader = new Reader(unquoted(pattern));
  const source = alternatives(reader, {
    ignoreCase: false,
    dotAll: false,
    multiline: false,
    unixLines: false,
  });
  if (!reader.done) reader.fail('unmatched )');
  const { hasWordBoundary, repetitions } = reader;
  const isAnchored = source.startsWith('^') && !source.includes('|');
  return {
    source,
    hasWordBoundary,
    degree: repetitions + (isAnchored ? 0 : 1),
    fitsWholeOnly: isAnchored && /[^\\]\$$/u.test(source),
  };
}

interface Translation {
  /** For the flag `v`. */
  readonly source: string;
  readonly hasWordBoundary: boolean;
  /**
   * The time of a match grows with the text's length to this power. Infinity: each character may
   * double it.
   */
  readonly degree: number;
  /** Known to fit a text as a whole or not at all: the pattern is between `^` and `\z`. */
  readonly fitsWholeOnly: boolean;
}

const terminators = '\\n\\r\\u0085\\u2028\\u2029';

function alternatives(reader: Reader, outer: Flags): string {
  let flags = outer;
  let source = '';
  while (!reader.done && reader.peek() !== ')') {
    if (reader.take('|')) {
      source += '|';
      continue;
    }
    const inline = inlineFlags(reader, flags);
    if (inline) {
      flags = inline;
      continue;
    }
    const isGroup = reader.peek() === '(';
    source += quantified(atom(reader, flags), reader, isGroup);
  }
  return source;
}

/** `(?i)`: sets flags for the rest of the group. */
function inlineFlags(reader: Reader, flags: Flags): Flags | undefined {
  const found = reader.match(/^\(\?([a-zA-Z-]+)\)/u);
  return found && changed(flags, found[1]!, reader);
}

function changed(flags: Flags, letters: string, reader: Reader): Flags {
  const names: Record<string, keyof Flags> = {
    i: 'ignoreCase',
    s: 'dotAll',
    m: 'multiline',
    d: 'unixLines',
  };
  const next = { ...flags };
  let on = true;
  for (const letter of letters) {
    const name = names[letter];
    if (letter === '-') on = false;
    else if (name) next[name] = on;
    else reader.unsupported(`the flag ${letter}`);
  }
  return next;
}

function quantified(source: string, reader: Reader, isGroup: boolean): string {
  const quantifier = reader.match(/^(?:[*+?]|\{(\d+)(?:,(\d*))?\})/u);
  if (!quantifier) {
    if (reader.peek() === '{') reader.fail('illegal repetition');
    return source;
  }
  if (quantifier[2] && Number(quantifier[2]) < Number(quantifier[1])) {
    reader.fail('illegal repetition range');
  }
  if (reader.lookBehinds > 0 && (/[*+]/u.test(quantifier[0]) || quantifier[2] === '')) {
    reader.unsupported('look-behind without an obvious maximum length');
  }
  if (new RegExp(`^(?:${source})$`, 'v').test('')) {
    reader.unsupported('the repetition of what fits no character'); // two possible ends
  }
  const lazy = reader.take('?') ? '?' : '';
  if (reader.peek() === '+') reader.unsupported('possessive quantifiers');
  if (/^[*+?]/u.test(reader.rest)) reader.fail('dangling meta character');
  if (isGroup) reader.repetitions = Infinity;
  else if (!/^\{\d+\}$/u.test(quantifier[0])) reader.repetitions += 1;
  return `(?:${source})${quantifier[0]}${lazy}`;
}

function atom(reader: Reader, flags: Flags): string {
  const character = reader.next();
  switch (character) {
    case '(':
      return group(reader, flags);
    case '[':
      return parseClass(reader, flags.ignoreCase);
    case '.':
      if (flags.dotAll) return '[\\s\\S]';
      return flags.unixLines ? '[^\\n]' : `[^${terminators}]`;
    case '^':
      return flags.multiline ? lineStart(flags) : '^';
    case '$':
      return flags.multiline ? lineEnd(flags) : finalEnd(flags);
    case '\\':
      return escaped(reader, flags);
    case '*':
    case '+':
    case '?':
      return reader.fail('dangling meta character');
    case '{':
      return reader.fail('illegal repetition');
    default:
      return literal(character, flags.ignoreCase);
  }
}

function group(reader: Reader, flags: Flags): string {
  let opening = '(?:';
  let inner = flags;
  if (reader.peek() === '?') {
    const kind = reader.match(/^\?(?::|=|!|<=|<!|>|<([A-Za-z][A-Za-z0-9]*)>|([a-zA-Z-]+):)/u);
    if (!kind) return reader.fail('unknown group');
    const [text, name, letters] = kind;
    if (name !== undefined && reader.groupNames.has(name))
      reader.fail(`two groups are named ${name}`);
    if (name !== undefined) reader.groupNames.add(name);
    if (text === '?>') reader.unsupported('atomic groups');
    if (letters !== undefined) inner = changed(flags, letters, reader);
    else if (/^\?(?:=|!|<=|<!)$/u.test(text)) opening = `(${text}`;
  }
  const looksBehind = opening.startsWith('(?<');
  if (looksBehind) reader.lookBehinds += 1;
  const source = alternatives(reader, inner);
  if (!reader.take(')')) reader.fail('unclosed group');
  if (looksBehind) reader.lookBehinds -= 1;
  return `${opening}${source})`;
}

function escaped(reader: Reader, flags: Flags): string {
  if (reader.take('A')) return '^';
  if (reader.take('z')) return '$';
  if (reader.take('Z')) return finalEnd(flags);
  if (reader.take('R')) {
    if (/^[*+?{]/u.test(reader.rest)) reader.unsupported('the repetition of \\R');
    return '(?:\\r\\n|[\\n\\x0B\\f\\r\\u0085\\u2028\\u2029])';
  }
  if (/^b\{/u.test(reader.rest)) reader.unsupported('\\b{g}');
  if (/^[bB]/u.test(reader.rest)) {
    reader.hasWordBoundary = true;
    return `\\${reader.next()}`;
  }
  if (/^[GXk]/u.test(reader.rest)) reader.unsupported(`\\${reader.peek()}`);
  if (/^[1-9]/u.test(reader.rest)) reader.unsupported('back references');
  return escapedClass(reader, flags.ignoreCase);
}
