import { readFile } from 'node:fs/promises';
import { reasonOf, SourceError } from './errors.js';
import { type Manifest, manifestSchema } from './manifest.js';

/** The manifest that a file's text is. @throws SourceError with a line for each problem */
export function readManifest(path: string, text: string): Manifest {
  const checked = manifestSchema.safeParse(parseJson(path, text));
  if (checked.success) return checked.data;
  throw new SourceError(
    checked.error.issues.map((issue) => {
      const reason = issue.code === 'invalid_key' ? issue.issues[0]! : issue;
      return `${path}: ${placeOf(issue.path)}: ${reason.message}`;
    }),
  );
}

/** Rejects with a `SourceError` that names the file. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${String(code)})`;
    throw new SourceError([`${path}: ${reason}`]);
  }
}

/** @throws SourceError that names the file */
export function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError([`${path}: is not JSON: ${reasonOf(error)}`]);
  }
}

/** `resolvers["Query.book"].functions[0]`; the manifest itself is `(top)`. */
export function placeOf(path: readonly PropertyKey[]): string {
  const text = path
    .map((key) => {
      if (typeof key === 'number') return `[${key}]`;
      return /^\w+$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(key)}]`;
    })
    .join('');
  return text === '' ? '(top)' : text.replace(/^\./, '');
}
