import { fileURLToPath } from 'node:url';
import { buildHost } from '../../lib/hostBuild.mjs';
import { npmStart, root } from '../../test/support/npmStart.js';

/** Flags of Node with which `npm start` runs the host. */
export const nodeFlags = npmStart.filter((argument) => argument.startsWith('--'));

/** The built file. */
export const hostProgram = `${root}build/bench/hostProcess.mjs`;

/**
 * Builds `hostProcess.ts` as `npm start` builds the host: a TypeScript loader would slow it down.
 * Resolves with the file.
 */
export const buildHostProgram = async (): Promise<string> => {
  await buildHost(fileURLToPath(new URL('./hostProcess.ts', import.meta.url)), hostProgram);
  return hostProgram;
};
