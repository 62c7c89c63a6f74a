import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';

/** Keeps `import.meta.url` at the source file, so that a module finds the files beside it. */
const ownUrls = {
  name: 'own-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const contents = await readFile(path, 'utf8');
      const { code } = await transform(contents, {
        loader: 'ts',
        define: { 'import.meta.url': JSON.stringify(pathToFileURL(path).href) },
      });
      return { loader: 'js', contents: code };
    });
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
