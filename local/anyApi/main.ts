import '../environment.js';
import { ArgumentError } from '../args.js';
import { EngineError } from '../dynamodb/index.js';
import { PortError } from '../httpServer.js';
import { ApiCodeError } from '../appsync/pipeline/index.js';
import type { Credentials } from '../iam/signature.js';
import { consoleLog } from '../log.js';
import { whenNpmEnds } from '../npmParent.js';
import { TableError } from '../table.js';
import { TemplateError } from '../template/errors.js';
import { startTemplateApi, type TemplateApi } from '../template/start.js';
import { type AnyApi, startAnyApi } from './anyApi.js';
import { type HostArguments, readArguments, usage } from './args.js';
import { ManifestError } from './errors.js';
import { watchCode } from './watchCode.js';

/** `npm run host`. Ends with 0 on a signal, 1 when it could not start, 2 on bad arguments. */
const log = consoleLog(process.env.LOG_LEVEL);
const args = arguments_();
const stopping = new AbortController();
let starting: Promise<AnyApi | TemplateApi> | undefined;
let api: AnyApi | TemplateApi | undefined;
const watches: (() => void)[] = [];

/**
 * Ends in order, also during the start. A second signal of the same kind ends the process at once.
 */
let ending: Promise<never> | undefined;
const stop = (code: number): Promise<never> => (ending ??= end(code));
const end = async (code: number): Promise<never> => {
  stopping.abort();
  await starting?.catch(() => undefined);
  for (const stopWatching of watches) stopWatching();
  await api?.stop();
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void stop(0));
}
whenNpmEnds(() => void stop(0));
process.once('uncaughtException', (err) => {
  log.fatal({ err }, 'unexpected error; stopping');
  void stop(1);
});

try {
  const { source, ...rest } = args;
  const options = { ...rest, log, signal: stopping.signal };
  starting =
    'templates' in source
      ? startTemplateApi({ ...source, ...options })
      : startAnyApi({ ...source, ...options });
  api = await starting;
} catch (error) {
  if (stopping.signal.aborted) await new Promise(() => {}); // stop() is at work and ends the process
  tell(error);
  await stop(1);
}
const { url, reload, config, lost } = api!;
const signers = signersOf(api!);
void lost.then((reason) => {
  log.fatal(reason.message);
  return stop(1);
});
for (const file of args.watch ? watchedFiles(args.source) : []) {
  watches.push(
    watchCode({
      file,
      dataDirectory: args.dataDirectory,
      onChange: () => reload().then(() => log.info('code swapped'), tell),
      onError: ({ message }) => log.warn(`changes are no longer seen: ${message}`),
    }),
  );
}
console.log(
  [
    '',
    `  GraphQL      ${url}/graphql`,
    `  Real time    ${url.replace('http', 'ws')}/graphql/realtime`,
    ...(config.amplify.Auth ? [`  Cognito      ${url}/cognito`] : []),
    `  For clients  ${url}/config.json`,
    ...signers.flatMap(([name, { accessKeyId, secretAccessKey }]) => [
      `  AWS_IAM      of ${name}:`,
      `               AWS_ACCESS_KEY_ID=${accessKeyId}`,
      `               AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    ]),
    '',
    args.dataDirectory === undefined
      ? '  Nothing is kept.'
      : `  Data is kept in ${args.dataDirectory}.`,
    '  Ctrl-C stops it.',
    '',
  ].join('\n'),
);

/** Those who may sign requests, by name. */
function signersOf(served: AnyApi | TemplateApi): [name: string, credentials: Credentials][] {
  if (!('credentials' in served) || !served.credentials) return [];
  return [['local', served.credentials], ...Object.entries(served.callers)];
}

function watchedFiles(source: HostArguments['source']): readonly string[] {
  return 'templates' in source ? source.templates : [source.manifest];
}

/** Logs a line for each problem, and an unexpected error with its stack. */
function tell(error: unknown): void {
  const foreseen = [ManifestError, TemplateError, ApiCodeError, PortError, TableError, EngineError];
  if (!foreseen.some((kind) => error instanceof kind)) {
    log.error({ err: error }, 'unexpected error');
    return;
  }
  for (const line of (error as Error).message.split('\n')) log.error(line);
}

function arguments_(): HostArguments {
  try {
    const read = readArguments(process.argv.slice(2), process.env);
    if (read) return read;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}
