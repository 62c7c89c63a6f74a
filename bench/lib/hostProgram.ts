import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { npmStart, root } from '../../test/support/npmStart.js';

/** Flags of Node with which `npm start` runs the host. */
export const nodeFlags = npmStart.filter((argument) => argument.startsWith('--'));

/**
 * Builds `hostProcess.ts` as `npm start` builds the host (scripts/start.mjs): a TypeScript loader
 * would slow down what is measured. Resolves with the file.
 */
export const buildHostProgram = async (): Promise<string> => {
  const outfile = `${root}build/bench/hostProcess.mjs`;
  await build({
    entryPoints: [fileURLToPath(new URL('./hostProcess.ts', import.meta.url))],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    plugins: [
      {
        // Each module goes on to find its files beside where it stands in the sources.
        name: 'own-urls',
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
            loader: 'ts',
            contents: (await readFile(path, 'utf8')).replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(path).href),
            ),
          })),
      },
    ],
  });
  return outfile;
};
