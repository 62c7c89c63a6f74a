import { basename, dirname, extname, join, relative } from 'node:path';
import { build, type BuildFailure } from 'esbuild';
import { appSyncCode } from '../../lib/bundle.js';
import type { ApiDefinition } from '../appsync/types.js';
import { SourceError } from './errors.js';
import type { Manifest } from './manifest.js';
import { placeOf, readText } from './readManifest.js';

/**
 * The code that a manifest names: `.js` files as they are, as they would be deployed; `.ts` files
 * bundled by esbuild with the options of AppSync's guide ("Additional utilities", bundling).
 *
 * Rejects with a `SourceError` that has all files that are missing or cannot be bundled.
 */
export async function readCode(
  path: string,
  { functions, resolvers }: Manifest,
): Promise<Pick<ApiDefinition, 'functions' | 'resolvers'>> {
  const problems: string[] = [];
  const texts = new Map<string, Promise<string>>();
  /** Each file is read once, and reported once where that fails. */
  const textOf = (file: string, place: readonly string[]): Promise<string> => {
    const absolute = join(dirname(path), file);
    const read = extname(file) === '.ts' ? bundled : readText;
    const text =
      texts.get(absolute) ??
      read(absolute).catch((error: unknown) => {
        if (!(error instanceof SourceError)) throw error;
        problems.push(`${path}: ${placeOf([...place, 'code'])}: ${error.message}`);
        return '';
      });
    texts.set(absolute, text);
    return text;
  };
  const withCode = async <T extends { readonly code: string }>(
    kind: string,
    all: Record<string, T>,
  ) => {
    const entries = Object.entries(all).map(async ([name, one]) => {
      const text = await textOf(one.code, [kind, name]);
      return [name, { ...one, code: { fileName: one.code, text } }] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  };
  const code = {
    functions: await withCode('functions', functions),
    resolvers: await withCode('resolvers', resolvers),
  };
  if (problems.length > 0) throw new SourceError(problems);
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
    throw new SourceError([
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
