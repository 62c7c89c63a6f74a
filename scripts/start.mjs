/**
 * `npm start`: builds the host to one file and runs it in this process. The build takes a tenth
 * of a second. A TypeScript loader in the process would use three times the memory.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildHost } from '../lib/hostBuild.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}build/host/main.mjs`;

await buildHost(`${root}local/messaging/main.ts`, outfile);
await import(pathToFileURL(outfile).href);
