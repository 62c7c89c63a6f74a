/**
 * `npm start`: builds the host to one file and runs it in this process. The build takes a tenth
 * of a second. A TypeScript loader in the process would use three times the memory.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { hostBuild } from '../lib/hostBuild.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}build/host/main.mjs`;

const options = hostBuild(`${root}local/messaging/main.ts`, outfile);
const { outputFiles } = await build({ ...options, write: false });
await mkdir(dirname(outfile), { recursive: true });
// Another host may be reading it: it is there whole or not at all.
const whole = `${outfile}.${process.pid}`;
await writeFile(whole, outputFiles[0].contents);
await rename(whole, outfile);
await import(pathToFileURL(outfile).href);
