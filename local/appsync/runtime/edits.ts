/**
 * Inserts text into a source and blanks parts of it, and maps places of the result back to the
 * source. No edit adds or removes a line.
 */
export class Edits {
  readonly #text: string;
  readonly #insertions: Insertion[] = [];
  readonly #blanks: { readonly start: number; readonly end: number }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Puts `before` and `after` around a part. Where several parts are the same, the last one given
   * is innermost.
   */
  wrap(start: number, end: number, before: string, after: string): void {
    this.#insertions.push({ at: start, text: before, closes: false });
    this.#insertions.push({ at: end, text: after, closes: true });
  }

  /** Inserts before the character at `at`. */
  insert(at: number, text: string): void {
    this.#insertions.push({ at, text, closes: false });
  }

  /** Replaces a part by spaces, keeping its line ends. */
  blank(start: number, end: number): void {
    this.#blanks.push({ start, end });
  }

  /** The edited text. */
  apply(): string {
    let text = this.#text;
    for (const { start, end } of this.#blanks) {
      const blank = text
        .slice(start, end)
        .replace(/[^\r\n\u2028\u2029]/gu, (c) => ' '.repeat(c.length));
      text = text.slice(0, start) + blank + text.slice(end);
    }
    const parts: string[] = [];
    let done = 0;
    for (const { at, text: inserted } of this.#sorted()) {
      parts.push(text.slice(done, at), inserted);
      done = at;
    }
    parts.push(text.slice(done));
    return parts.join('');
  }

  /**
   * Maps a place in the edited text to its place in the original text. Lines and columns count from
   * 1. `prefix` is the number of characters on the first line that the caller put before the text.
   */
  origin(line: number, column: number, prefix = 0): { line: number; column: number } {
    const lineStart = startOfLine(this.#text, line);
    let shift = line === 1 ? prefix : 0;
    for (const { at, text } of this.#sorted()) {
      if (at < lineStart) continue;
      if (at - lineStart + shift >= column - 1) break;
      shift += text.length;
    }
    return { line, column: Math.max(1, column - shift) };
  }

  #sorted(): readonly Insertion[] {
    const opening = this.#insertions.filter(({ closes }) => !closes);
    const closing = this.#insertions.filter(({ closes }) => closes).reverse();
    return [...closing, ...opening].sort((a, b) => a.at - b.at);
  }
}

interface Insertion {
  readonly at: number;
  readonly text: string;
  readonly closes: boolean;
}

function startOfLine(text: string, line: number): number {
  const ends = /\r\n|[\n\r\u2028\u2029]/gu;
  for (let at = 1; at < line; at += 1) if (!ends.exec(text)) return text.length;
  return ends.lastIndex;
}
