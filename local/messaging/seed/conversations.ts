import { readFileSync } from 'node:fs';

interface Line {
  /** The sender's handle. */
  readonly speaker: string;
  readonly message: string;
}

/** A conversation of two people, oldest message first. */
export interface Conversation {
  /** Also the start of its messages' `clientToken`s. */
  readonly name: string;
  /** Two handles. The first person begins. */
  readonly people: readonly [string, string];
  readonly lines: readonly Line[];
}

/**
 * Reads `<name>.txt` beside this module: one message a line, `handle: text`.
 *
 * @throws Error that names the line of another form, or says that there are not exactly two
 * speakers
 */
export const readConversation = (name: string): Conversation => {
  const lines = readLines(name);
  const [first, second, ...others] = new Set(lines.map(({ speaker }) => speaker));
  if (!first || !second || others.length > 0) {
    throw new Error(`${name}.txt is not a conversation of two people`);
  }
  return { name, people: [first, second], lines };
};

const readLines = (name: string): Line[] =>
  readFileSync(new URL(`./${name}.txt`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line, at) => {
      const [, speaker, message] = /^([a-z0-9_.]+): (\S.*)$/.exec(line) ?? [];
      if (!speaker || !message) throw new Error(`${name}.txt:${at + 1} is not "handle: text"`);
      return { speaker, message };
    });

/**
 * Messages of one person that wait for an answer.
 *
 * @throws Error as `readConversation`
 */
const readRequest = (name: string, recipient: string): Conversation => {
  const lines = readLines(name);
  const [sender, ...others] = new Set(lines.map(({ speaker }) => speaker));
  if (!sender || others.length > 0) throw new Error(`${name}.txt is not of one person`);
  return { name, people: [sender, recipient], lines };
};

/** In sending order: the last one is the newest. Both people write, so both have accepted. */
export const conversations = (): readonly Conversation[] =>
  ['bicycle', 'hike', 'keys'].map(readConversation);

/** They stay in the recipient's requests. */
export const requests = (): readonly Conversation[] => [
  readRequest('saw', 'mira'),
  readRequest('photos', 'priya'),
];
