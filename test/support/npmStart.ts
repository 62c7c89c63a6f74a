import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  scripts: { start: string; host: string };
};

const givenToNode = (script: string): readonly string[] => script.split(' ').slice(1);

/** What `npm start` gives to node: its program and options, without npm in between. */
export const npmStart = givenToNode(scripts.start);

/** What `npm run host` gives to node. */
export const npmRunHost = givenToNode(scripts.host);
