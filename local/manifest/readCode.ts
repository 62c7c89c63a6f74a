import { basename, dirname, extname, join, relative } from 'node:path';
import { build, type BuildFailure } from 'esbuild';
import { appSyncCode } from '../../lib/bundle.js';
import type { ApiDefinition, Code } from '../appsync/types.js';
import { ManifestError } from './errors.js';
import type { Manifest } from './manifest.js';
import { placeOf, readText } from './readManifest.js';

/**
 * The code that a manifest names: `.js` files as they are, as they would be deployed; `.ts` files
 * bundled by esbuild with the options of AppSync's guide ("Additional utilities", bundling).
 *
 * Rejects with a `ManifestError` that has all files that are missing or cannot be bundled.
 */
export async function readCode(
  path: string,
  { functions, resolvers }: Manifest,
): Promise<Pick<ApiDefinition, 'functions' | 'resolvers'>> {
  const problems: string[] = [];
  const texts = new Map<string, Promise<string>>();
  const reported = new Set<string>();
  const read = async (file: string, place: readonly string[]): Promise<Code> => {
    const absolute = join(dirname(path), file);
    let text = texts.get(absolute);
    if (!text)
      texts.set(
        absolute,
        (text = extname(file) === '.ts' ? bundled(absolute) : readText(absolute)),
      );
    try {
      return { fileName: file, text: await text };
    } catch (error) {
      if (!(error instanceof ManifestError)) throw error;
      if (!reported.has(absolute))
        problems.push(`${path}: ${placeOf([...place, 'code'])}: ${error.message}`);
      reported.add(absolute);
      return { fileName: file, text: '' };
    }
  };
  const withCode = async <T extends { readonly code: string }>(
    kind: string,
    all: Record<string, T>,
  ) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(all).map(
          async ([name, one]) =>
            [name, { ...one, code: await read(one.code, [kind, name]) }] as const,
        ),
      ),
    );
  const code = {
    functions: await withCode('functions', functions),
    resolvers: await withCode('resolvers', resolvers),
  };
  if (problems.length > 0) throw new ManifestError(problems);
  return code;
}

async function bundled(file: string): Promise<string> {
  await readText(file);
  try {
    const { outputFiles } = await build({
      ...appSyncCode,
      entryPoints: [file],
      absWorkingDir: dirname(file),
      write: false,
      logLevel: 'silent',
    });
    return outputFiles[0]!.text;
  } catch (error) {
    const { errors } = error as BuildFailure;
    throw new ManifestError([
      errors
        .map(({ location, text }) => {
          const at = location && join(dirname(file), location.file);
          return at
            ? `${relative(process.cwd(), at)}:${location.line}:${location.column}: ${text}`
            : `${basename(file)}: ${text}`;
        })
        .join('; '),
    ]);
  }
}
