import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const BYTES = 32;

/**
 * A secret of this installation: made once, kept in a file that nobody else can read.
 * @param file left out: a new one, kept nowhere.
 * @returns 32 bytes.
 */
export async function secretKey(file?: string): Promise<Buffer> {
  const made = randomBytes(BYTES);
  if (!file) return made;
  const kept = await readFile(file).catch(() => undefined);
  if (kept?.length === BYTES) return kept;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
