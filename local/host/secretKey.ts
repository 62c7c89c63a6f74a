import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const BYTES = 32;

/**
 * Reads the secret of this installation, or makes it once. Only the file's owner can read it.
 *
 * @param file if left out, the secret is new and is not kept
 * @returns 32 bytes
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
