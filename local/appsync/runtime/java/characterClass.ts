import { escape, escapedCharacter, escapedClass, otherCase } from './escapes.js';
import type { Reader } from './reader.js';

/** The rest of a `[…]` after the bracket: unions, ranges, nested classes, intersections. */
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
  // Before Java 9, ^ negated the first operand only. AppSync's Java version is not known.
  if (negated && (!simple || isNested)) {
    reader.unsupported('^ with && or nested classes');
  }
  // Java versions differ about more operands, and about members beside a nested class.
  if (operands.length > 2 || (!simple && operands[1]!.length > 1)) {
    reader.unsupported('&& with more than one member or class behind it');
  }
  const not = negated ? '^' : '';
  if (simple) return `[${not}${operands[0]!.join('')}]`;
  return `[${operands.map((members) => `[${members.join('')}]`).join('&&')}]`;
}

/** One character, range or predefined class; in both cases where asked. */
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
