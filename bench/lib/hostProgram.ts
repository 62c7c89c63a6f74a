import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { hostBuild } from '../../lib/hostBuild.mjs';
import { npmStart, root } from '../../test/support/npmStart.js';

/** Flags of Node with which `npm start` runs the host. */
export const nodeFlags = npmStart.filter((argument) => argument.startsWith('--'));

/**
 * Builds `hostProcess.ts` as `npm start` builds the host: a TypeScript loader would slow it down.
 * Resolves with the file.
 */
export const buildHostProgram = async (): Promise<string> => {
  const outfile = `${root}build/bench/hostProcess.mjs`;
  await build(hostBuild(fileURLToPath(new URL('./hostProcess.ts', import.meta.url)), outfile));
  return outfile;
};
