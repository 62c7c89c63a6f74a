import { readFile } from 'node:fs/promises';
import { ManifestError } from './errors.js';
import { type Manifest, manifestSchema } from './manifest.js';

/** Reads and checks a manifest. Rejects with a `ManifestError`. */
export async function readManifest(path: string): Promise<Manifest> {
  const checked = manifestSchema.safeParse(parse(path, await readText(path)));
  if (checked.success) return checked.data;
  throw new ManifestError(
    checked.error.issues.map((issue) => {
      const reason = issue.code === 'invalid_key' ? issue.issues[0]! : issue;
      return `${path}: ${placeOf(issue.path)}: ${reason.message}`;
    }),
  );
}

/** Rejects with a `ManifestError` that names the file. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${String(code)})`;
    throw new ManifestError([`${path}: ${reason}`]);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ManifestError([`${path}: is not JSON: ${reason}`]);
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
