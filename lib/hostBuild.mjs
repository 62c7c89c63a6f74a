import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, transform } from 'esbuild';
import { hashOf, hashOfSources, hashOfTimes, sources, writeWhole } from './buildStamp.mjs';
import { buildRealm } from './realmBuild.mjs';
import { parameters, stampOf } from './builtScript.mjs';

/** @param {string} from @param {string} to */
const relativeUrl = (from, to) => JSON.stringify(relative(dirname(from), to).replaceAll('\\', '/'));

/**
 * Keeps `import.meta.url` at the source file, so that a module finds the files beside it. The path
 * is relative to the built file: both may move together.
 *
 * @param {string} builtUrl code for the built file's own URL
 */
const ownUrls = (outfile, builtUrl) => ({
  name: 'own-urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta.url')) return { loader: 'ts', contents: text };
      const { code } = await transform(text, {
        loader: 'ts',
        define: { 'import.meta.url': 'ownUrl' },
      });
      const ownUrl = `const ownUrl = new URL(${relativeUrl(outfile, path)}, ${builtUrl}).href;\n`;
      return { loader: 'js', contents: ownUrl + code };
    });
  },
});

/** Replaces a module of the host by what `make` says of its path. */
const replaced = (name, filter, make) => ({
  name,
  setup({ onLoad }) {
    onLoad({ filter }, ({ path }) => ({ loader: 'js', contents: make(path) }));
  },
});

/** The code of the resolvers' realm, in the place of the module that builds it. */
const builtRealm = replaced('built-realm', /[\\/]runtime[\\/]realmSource\.ts$/, (path) => {
  const text = JSON.stringify(buildRealm(join(dirname(path), 'realm/main.ts')));
  return `export const realmSource = () => ${text};`;
});

/**
 * Builds a program that runs the host to an ES module. The packages stay where they are. Another
 * process may be reading it: it is there whole or not at all.
 *
 * @param {string} entryPoint
 * @param {string} outfile
 */
export async function buildHost(entryPoint, outfile) {
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    outfile,
    write: false,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    plugins: [builtRealm, ownUrls(outfile, 'import.meta.url')],
  });
  writeWhole(outfile, outputFiles[0].contents);
}

/** `import()` by the program that runs the script. */
const givenImport = replaced(
  'given-import',
  /[\\/]cognito[\\/]importModule\.ts$/,
  () => 'export const importModule = importUrl;',
);

/**
 * Builds a program that runs the host to one script with its packages, for V8 to keep its code
 * (lib/builtScript.mjs); and a stamp beside it, which says what it was built from.
 *
 * @param {{ root: string, entryPoint: string, outfile: string }} options
 */
export async function buildScript({ root, entryPoint, outfile }) {
  const before = hashOfSources(root); // an edit during the build makes it stale
  const builtFrom = replaced(
    'built-from',
    /[\\/]lib[\\/]currentSources\.ts$/,
    () => `export const currentSources = () => '${before}';`,
  );
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entryPoint],
    outfile,
    write: false,
    metafile: true,
    bundle: true,
    // esbuild has a program beside it, and is needed only where something is built.
    external: ['esbuild'],
    mainFields: ['module', 'main'],
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    charset: 'ascii',
    // A third less text to keep. The names in a stack stay.
    minifyWhitespace: true,
    logLevel: 'error',
    logOverride: { 'empty-import-meta': 'error' },
    banner: { js: `(function (${parameters}) {` },
    footer: { js: '})' },
    plugins: [builtRealm, builtFrom, givenImport, ownUrls(outfile, 'builtUrl')],
  });
  const [{ contents }] = outputFiles;
  const inputs = Object.keys(metafile.inputs);
  const packageFiles = inputs.filter((file) => file.includes('node_modules/'));
  refuseUnwatched(inputs);
  writeWhole(outfile, contents);
  const stamp = {
    sources: before,
    program: hashOf(contents),
    packages: hashOfTimes(root, packageFiles),
    packageFiles,
  };
  writeWhole(stampOf(outfile), JSON.stringify(stamp));
}

/** A file that no hash covers could change unseen. */
function refuseUnwatched(inputs) {
  const watched = [...sources.folders.map((folder) => `${folder}/`), 'node_modules/'];
  const other = inputs.find((file) => !watched.some((part) => file.includes(part)));
  if (other !== undefined) throw new Error(`${other} is in none of the folders of a build`);
}
