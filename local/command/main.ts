#!/usr/bin/env node
import '../host/environment.js';
import { readOrExit } from '../../lib/commandLine.js';
import { EngineError } from '../dynamodb/index.js';
import { PortError } from '../host/httpServer.js';
import { ApiCodeError } from '../appsync/pipeline/index.js';
import { consoleLog } from '../host/log.js';
import { startHost } from '../index.js';
import type { SigningKey } from '../public.js';
import { runProgram } from '../host/program.js';
import { TableError } from '../host/openDynamoDB.js';
import { readArguments, usage } from './args.js';
import { SourceError } from '../manifest/errors.js';
import { watchCode } from './watchCode.js';

/** `npm run host`. Ends with 0 on a signal, 1 when it could not start, 2 on bad arguments. */
const log = consoleLog(process.env.LOG_LEVEL);
const args = readOrExit(() => readArguments(process.argv.slice(2), process.env), usage);
if (!args) {
  console.log(usage);
  process.exit(0);
}
const { source, ...rest } = args;
const { host, beforeStop } = await runProgram({
  log,
  start: (signal) => startHost({ ...source, ...rest, log, signal }),
  report,
});
const { url, config } = host;
/** Those who may sign requests, by name. */
const signers: Record<string, SigningKey> = host.credentials
  ? { local: host.credentials, ...host.callers }
  : {};
const watched = 'templates' in source ? source.templates : [source.manifest];
for (const file of args.watch ? watched : []) {
  beforeStop(
    watchCode({
      file,
      dataDirectory: args.dataDirectory,
      onChange: () => host.reload().then(() => log.info('code swapped'), report),
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
    ...Object.entries(signers).flatMap(([name, { accessKeyId, secretAccessKey }]) => [
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

/** Logs a line for each problem, and an unexpected error with its stack. */
function report(error: unknown): void {
  const foreseen = [SourceError, ApiCodeError, PortError, TableError, EngineError];
  if (!foreseen.some((kind) => error instanceof kind)) {
    log.error({ err: error }, 'unexpected error');
    return;
  }
  for (const line of (error as Error).message.split('\n')) log.error(line);
}
