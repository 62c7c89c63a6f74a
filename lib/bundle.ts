/**
 * Builds what runs in AWS: `build/resolvers/<file>.js`, one self-contained ES module for each file
 * below `resolvers/functions` and for `resolvers/pipeline.ts`; `build/triggers/<name>/index.mjs` for
 * each Cognito trigger; and `build/canary/index.mjs`. CDK deploys these files, the host runs the
 * first two, lint checks them.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { hashOfFolders, readStamp, writeWhole } from './buildStamp.mjs';
import { currentSources } from './currentSources.js';
import { root } from './root.js';

/** Loaded where something is built: a start with everything built needs none. */
const esbuild = () => import('esbuild');

/** Where the bundles are. */
export const bundleDirectories = {
  resolvers: join(root, 'build/resolvers'),
  triggers: join(root, 'build/triggers'),
} as const;

/** The options of AppSync's guide ("Additional utilities", bundling); comments stay out for the size limit. */
export const appSyncCode = {
  bundle: true,
  format: 'esm',
  target: 'esnext',
  platform: 'node',
  external: ['@aws-appsync/utils', '@aws-appsync/utils/*'],
  charset: 'utf8',
} as const satisfies BuildOptions;

/**
 * The folders of `resolvers/functions` are for people: a bundle has the name of its file alone.
 * Two files of one name are esbuild's error "Two output files share the same path".
 */
async function resolverOptions(): Promise<BuildOptions> {
  const entries = await readdir(join(root, 'resolvers/functions'), {
    recursive: true,
    withFileTypes: true,
  });
  const functions = entries.filter((entry) => entry.isFile());
  return {
    ...appSyncCode,
    entryPoints: [
      join(root, 'resolvers/pipeline.ts'),
      ...functions.map(({ parentPath, name }) => join(parentPath, name)),
    ],
    outdir: bundleDirectories.resolvers,
    entryNames: '[name]',
    logLevel: 'error',
  };
}

/** Lambda's Node runtime has the AWS SDK. */
const lambdaCode = {
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  target: 'node22',
  platform: 'node',
  external: ['@aws-sdk/*'],
  logLevel: 'error',
} as const satisfies BuildOptions;

async function triggerOptions(): Promise<BuildOptions> {
  const files = await readdir(join(root, 'triggers'));
  const entries = files.filter((file) => file.endsWith('.ts'));
  return {
    ...lambdaCode,
    entryPoints: Object.fromEntries(
      entries.map((file) => [`${basename(file, '.ts')}/index`, join(root, 'triggers', file)]),
    ),
    outdir: bundleDirectories.triggers,
  };
}

/** Builds the canary: the smoke test with aws-amplify, minified so that Lambda loads it faster. */
export async function bundleCanary(): Promise<void> {
  const { build } = await esbuild();
  await build({
    ...lambdaCode,
    entryPoints: { index: join(root, 'scripts/smoke/canary.ts') },
    outdir: join(root, 'build/canary'),
    minify: true,
    // `ws` is CommonJS and loads Node's modules by `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}

/**
 * Builds everything. A file that has not changed is not written, because another process may be reading
 * it. Rejects with esbuild's errors (file, line, what is wrong).
 */
export async function bundle(): Promise<void> {
  const before = currentSources(); // an edit during the build makes the bundles stale
  const { build } = await esbuild();
  const all = await Promise.all([resolverOptions(), triggerOptions()]);
  const results = await Promise.all(all.map((options) => build({ ...options, write: false })));
  const files = results.flatMap(({ outputFiles }) => outputFiles ?? []);
  await Promise.all(files.map(({ path, text }) => writeIfChanged(path, text)));
  const current = new Set(files.map(({ path }) => path));
  for (const directory of Object.values(bundleDirectories)) {
    const present = await readdir(directory, { recursive: true, withFileTypes: true });
    const stale = present
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !current.has(path));
    await Promise.all(stale.map((path) => rm(path)));
  }
  writeWhole(stamp, JSON.stringify({ sources: before, bundles: hashOfBundles() }));
}

/** What the bundles were built from, and what they were then. */
const stamp = join(root, 'build/bundles.json');
const hashOfBundles = (): string => hashOfFolders(Object.values(bundleDirectories));

/**
 * Whether a build of now would make the bundles that are there: nothing that they are built from has
 * changed since, and they are as they were built.
 */
export function bundlesAreCurrent(): boolean {
  const { sources, bundles } = readStamp(stamp) ?? {};
  return sources === currentSources() && bundles === hashOfBundles();
}

async function writeIfChanged(path: string, text: string): Promise<void> {
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before === text) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/**
 * Rebuilds the resolvers whenever one of their files changes.
 * @param onRebuilt called after each build but the first, with the errors of a build that failed.
 * @returns ends the watching.
 */
export async function watchResolvers(
  onRebuilt: (errors: readonly string[]) => void,
): Promise<() => Promise<void>> {
  let builds = 0;
  const report: Plugin = {
    name: 'report',
    setup(plugin) {
      plugin.onEnd((result) => {
        builds += 1;
        if (builds === 1) return;
        onRebuilt(
          result.errors.map(
            ({ location, text }) =>
              `${location?.file ?? 'resolvers'}:${location?.line ?? 0}:${location?.column ?? 0}: ${text}`,
          ),
        );
      });
    },
  };
  const { context } = await esbuild();
  const watching = await context({
    ...(await resolverOptions()),
    logLevel: 'silent',
    plugins: [report],
  });
  await watching.watch();
  return () => watching.dispose();
}
