import { parseArgs, type ParseArgsConfig } from 'node:util';

/** An invalid command line or environment. The message says what to write. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads a command line.
 * @param config as `parseArgs` of `node:util` takes it
 * @returns the values of the options, and the positional arguments
 * @throws UsageError for an unknown option, a missing value or an unexpected argument
 */
export function parseCommandLine<const T extends ParseArgsConfig>(config: T) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Reads the command line with `read`. For an invalid one, prints the error and the usage and ends
 * the process with 2.
 */
export function readOrExit<T>(read: () => T, usage: string): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}
