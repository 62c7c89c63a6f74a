import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { build, transform } from 'esbuild';

/**
 * Keeps `import.meta.url` at the source file, so that a module finds the files beside it. The path
 * is relative to the built file: both may move together.
 */
const ownUrls = (outfile) => ({
  name: 'own-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), {
        loader: 'ts',
        define: { 'import.meta.url': 'ownUrl' },
      });
      if (!code.includes('ownUrl')) return { loader: 'js', contents: code };
      const source = JSON.stringify(relative(dirname(outfile), path).replaceAll('\\', '/'));
      const ownUrl = `const ownUrl = new URL(${source}, import.meta.url).href;\n`;
      return { loader: 'js', contents: ownUrl + code };
    });
  },
});

/** esbuild's options for a program that runs the host, built to one file. */
const hostBuild = (entryPoint, outfile) => ({
  entryPoints: [entryPoint],
  outfile,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'error',
  plugins: [ownUrls(outfile)],
});

/** Builds a program that runs the host. Another process may be reading it: it is there whole or not at all. */
export async function buildHost(entryPoint, outfile) {
  const { outputFiles } = await build({ ...hostBuild(entryPoint, outfile), write: false });
  await mkdir(dirname(outfile), { recursive: true });
  const whole = `${outfile}.${process.pid}`;
  await writeFile(whole, outputFiles[0].contents);
  await rename(whole, outfile);
}
