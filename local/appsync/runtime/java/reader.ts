import { HostFault } from '../errors.js';

/** Reads a pattern, code point by code point. */
export class Reader {
  /** The number of open look-behind groups. Java limits every repetition in them. */
  lookBehinds = 0;
  readonly groupNames = new Set<string>();
  /** Whether the pattern has a `\b` or `\B`. */
  hasWordBoundary = false;
  /**
   * The number of unbounded repetitions of single characters. Infinity where a group is repeated,
   * whose turns may differ in length.
   */
  repetitions = 0;

  /** @param rest what is not read yet: at first, the pattern */
  constructor(public rest: string) {}

  get done(): boolean {
    return this.rest === '';
  }

  /** Returns the next character without reading it; empty at the end. */
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

  /** Reads `text` where it is next. */
  take(text: string): boolean {
    if (!this.rest.startsWith(text)) return false;
    this.rest = this.rest.slice(text.length);
    return true;
  }

  /** Reads what `expression`, anchored at its start, matches. */
  match(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.rest);
    if (!found) return undefined;
    this.rest = this.rest.slice(found[0].length);
    return found;
  }

  /** The pattern is invalid in Java too. */
  fail(why: string): never {
    throw new HostFault(`not a valid pattern: ${why}`);
  }

  /** The pattern is valid in Java, but has no reliable translation. */
  unsupported(what: string): never {
    throw new HostFault(`not supported in patterns by this host: ${what}`);
  }
}
