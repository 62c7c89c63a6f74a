import { readFileSync } from 'node:fs';

export interface Line {
  /** The handle of its sender. */
  readonly speaker: string;
  readonly message: string;
}

/** A conversation of two people, oldest message first. */
export interface Conversation {
  /** Also the beginning of its messages' `clientToken`s. */
  readonly name: string;
  /** Two handles; the first one's person begins. */
  readonly people: readonly [string, string];
  readonly lines: readonly Line[];
}

/**
 * Reads `<name>.txt` beside this module: one message a line, `handle: text`.
 * @throws Error naming the line that is not of this form, or when there are not just two speakers.
 */
export const readConversation = (name: string): Conversation => {
  const text = readFileSync(new URL(`./${name}.txt`, import.meta.url), 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line, at) => {
      const [, speaker, message] = /^([a-z0-9_.]+): (\S.*)$/.exec(line) ?? [];
      if (!speaker || !message) throw new Error(`${name}.txt:${at + 1} is not "handle: text"`);
      return { speaker, message };
    });
  const [first, second, ...others] = new Set(lines.map(({ speaker }) => speaker));
  if (!first || !second || others.length > 0) {
    throw new Error(`${name}.txt is not a conversation of two people`);
  }
  return { name, people: [first, second], lines };
};

/** In sending order: the last one is the newest. */
export const conversations = (): readonly Conversation[] =>
  ['bicycle', 'hike', 'keys'].map(readConversation);
