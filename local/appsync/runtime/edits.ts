/**
 * Insertions into a text and blanked-out parts of it, with the way back: which place of the
 * original text a place of the edited text comes from. No edit adds or removes a line.
 */
export class Edits {
  readonly #text: string;
  readonly #insertions: Insertion[] = [];
  readonly #blanks: { readonly start: number; readonly end: number }[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** Puts `before` and `after` around a part. Of several around one place, the last given is inmost. */
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
   * The place in the original text (line and column from 1) of a place in the edited one, of which
   * `prefix` characters on its first line are not of the text at all.
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
