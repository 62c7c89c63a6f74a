import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from './errors.js';
import { type EngineName, engineNames } from './engine.js';

/** The database of each engine, in its data directory. */
export const databaseFiles: Readonly<Record<EngineName, string>> = {
  dynoxide: 'dynoxide.db',
  'dynamodb-local': 'shared-local-instance.db',
};

/**
 * Makes the directory of an engine, or uses the one that exists. Only its owner can read what is in
 * it, also where it existed before. `ownerOnly` does the same for the files that the engine writes
 * later.
 *
 * @throws EngineError when it holds another engine's database, or cannot be used
 */
export function prepareDataDirectory(name: EngineName, directory: string): void {
  const other = engineNames.find(
    (one) => one !== name && existsSync(join(directory, databaseFiles[one])),
  );
  if (other !== undefined && !existsSync(join(directory, databaseFiles[name]))) {
    throw new EngineError(
      'OTHER_ENGINE',
      `The data directory was written by the engine ${other}, and ${name} cannot read it. ` +
        `--engine ${other} goes on with it; --fresh, or another --data, begins again.`,
    );
  }
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o700);
    for (const file of readdirSync(directory).map((entry) => join(directory, entry))) {
      if (statSync(file).isFile()) chmodSync(file, 0o600);
    }
  } catch {
    throw new EngineError(
      'DATA_DIRECTORY',
      'The data directory cannot be used: it is not writable, or belongs to another user.',
    );
  }
}

/**
 * Runs `start`, which starts a process. Only the owner can read the files that the process makes.
 */
export function ownerOnly<T>(start: () => T): T {
  const before = process.umask(0o077);
  try {
    return start();
  } finally {
    process.umask(before);
  }
}
