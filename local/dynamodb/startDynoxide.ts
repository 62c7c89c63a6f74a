import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseFiles } from './dataDirectory.js';
import type { Engine, EngineOptions, RunningEngine } from './engine.js';
import { directoryUnusable, noEngine, portTaken, startFailed } from './errors.js';
import { findDynoxide, thisMachine } from './findProgram.js';
import { runEngine } from './runEngine.js';

const title = 'dynoxide';

const guard = fileURLToPath(new URL('./dynoxide/guard.mjs', import.meta.url));

/**
 * Starts dynoxide (https://github.com/nubo-db/dynoxide) as a child process, on a loopback address
 * only, and resolves when it listens. `dynoxide/guard.mjs` runs it, so that it never outlives this
 * process: see `runEngine`.
 * Rejects with an `EngineError` when it is not found, its port is taken, or the data directory
 * cannot be used; with the signal's reason when it was aborted.
 */
export const startDynoxide = async (options: EngineOptions = {}): Promise<RunningEngine> => {
  const { dataDirectory, endpoint, log, signal } = options;
  const machine = thisMachine();
  const program = findDynoxide(machine);
  if (program === undefined) throw noEngine('There is no dynoxide on this machine.', machine);
  const database = dataDirectory === undefined ? '' : join(dataDirectory, databaseFiles.dynoxide);
  const port = endpoint === undefined ? '0' : new URL(endpoint).port;
  return runEngine({
    name: 'dynoxide',
    title,
    command: process.execPath,
    args: [guard, program.path, endpoint ?? '', database],
    env: process.env,
    dataDirectory,
    log,
    signal,
    startErrors: [
      [/port is in use/, () => portTaken(title, port)],
      [
        /unable to open database|not a valid SQLite database|readonly database/,
        () => directoryUnusable(title),
      ],
    ],
    missing: () => startFailed(title, `${process.execPath} cannot be run`),
  });
};

export const dynoxide: Engine = { name: 'dynoxide', title, start: startDynoxide };
