/** `npm run host`: builds the host for any API to one file and runs it in this process, as `npm start` does. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildHost } from '../lib/hostBuild.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}build/host/command.mjs`;

await buildHost(`${root}local/command/main.ts`, outfile);
await import(pathToFileURL(outfile).href);
