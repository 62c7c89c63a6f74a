import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

/** Keeps `import.meta.url` at the source file, so that a module finds the files beside it. */
const ownUrls = {
  name: 'own-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: (await readFile(path, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
    }));
  },
};

/** esbuild's options for a program that runs the host, built to one file. */
export const hostBuild = (entryPoint, outfile) => ({
  entryPoints: [entryPoint],
  outfile,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'error',
  plugins: [ownUrls],
});
