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
 * Makes the directory of an engine, or takes one that is there: what is in it is its owner's alone,
 * also where it was made by other hands. What the engine writes later is too, by `ownerOnly`.
 *
 * @throws EngineError when another engine's database is in it, or when it cannot be used
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
      'The data directory cannot be used: it is not writable, or another person’s.',
    );
  }
}

/** Carries out `start`, in which a process is started; the files that it makes are its owner's alone. */
export function ownerOnly<T>(start: () => T): T {
  const before = process.umask(0o077);
  try {
    return start();
  } finally {
    process.umask(before);
  }
}
