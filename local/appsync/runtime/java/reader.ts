import { HostFault } from '../errors.js';

/** Goes through a pattern, code point by code point. */
export class Reader {
  rest: string;
  /** How many look-behind groups are open: in them Java wants every repetition to have an end. */
  lookBehinds = 0;
  readonly groupNames = new Set<string>();
  /** Whether `\b` or `\B` was seen. */
  hasWordBoundary = false;
  /**
   * How many repetitions of single characters there are whose number of turns is open. Infinity: a
   * group is repeated, whose turns may have lengths of their own.
   */
  repetitions = 0;

  constructor(pattern: string) {
    this.rest = pattern;
  }

  get done(): boolean {
    return this.rest === '';
  }

  /** The next character, without taking it; empty at the end. */
  peek(): string {
    const code = this.rest.codePointAt(0);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  next(): string {
    const character = this.peek();
    if (character === '') this.fail('it ends too early');
    this.rest = this.rest.slice(character.length);
    return character;
  }

  /** Takes `text` when it is next. */
  take(text: string): boolean {
    if (!this.rest.startsWith(text)) return false;
    this.rest = this.rest.slice(text.length);
    return true;
  }

  /** Takes what `expression`, anchored at its beginning, matches. */
  match(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.rest);
    if (!found) return undefined;
    this.rest = this.rest.slice(found[0].length);
    return found;
  }

  /** The pattern is none in Java either. */
  fail(why: string): never {
    throw new HostFault(`not a pattern: ${why}`);
  }

  /** The pattern is one in Java, but cannot be carried over soundly. */
  unsupported(what: string): never {
    throw new HostFault(`${what} in a pattern: not supported here`);
  }
}
