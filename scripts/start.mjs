/**
 * `npm start`: runs the host from one built file, with the code that V8 made of it at the start
 * before. Where anything has changed that the file is built from, it is built first. A TypeScript
 * loader in the process would use three times the memory.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCurrent, runScript } from '../lib/builtScript.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}build/host/main.cjs`;

const { exports, keepCode } = runScript(outfile, readCurrent(root, outfile) ?? (await built()));
await exports.ready;
keepCode();

async function built() {
  const { buildScript } = await import('../lib/hostBuild.mjs');
  await buildScript({ root, entryPoint: `${root}local/messaging/main.ts`, outfile });
  return readFileSync(outfile);
}
