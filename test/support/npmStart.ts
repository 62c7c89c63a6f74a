import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  scripts: { start: string };
};

/** What `npm start` gives to node: its program and options, without npm in between. */
export const npmStart: readonly string[] = scripts.start.split(' ').slice(1);
