import './environment.js';
import { resolve } from 'node:path';
import { bundle, watchResolvers } from '../scripts/bundle.js';
import { ArgumentError, readArguments, usage } from './args.js';
import { type Host, startHost } from './host.js';
import { consoleLog } from './log.js';
import { whenNpmEnds } from './npmParent.js';
import { root } from './paths.js';
import { forget } from './table.js';
import { welcome } from './welcome.js';

/** `npm start` and `npm run dev`. Ends with 0 on a signal, 1 when it could not start, 2 on bad arguments. */
const log = consoleLog(process.env.LOG_LEVEL);
const args = arguments_();
if (args.help) {
  console.log(usage);
  process.exit(0);
}

const stopping = new AbortController();
let starting: Promise<Host> | undefined;
let host: Host | undefined;
let stopWatching: (() => Promise<void>) | undefined;

/**
 * Ends in order, also during the start. A second signal of the same kind ends the process at once.
 */
let ending: Promise<never> | undefined;
const stop = (code: number): Promise<never> => (ending ??= end(code));
const end = async (code: number): Promise<never> => {
  stopping.abort();
  await starting?.catch(() => undefined);
  await stopWatching?.();
  await host?.stop();
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    log.info({}, 'stopping');
    void stop(0);
  });
}
whenNpmEnds(() => {
  log.info({}, 'stopping: npm has ended');
  void stop(0);
});
process.once('uncaughtException', (err) => {
  log.fatal({ err }, 'unexpected error; stopping');
  void stop(1);
});

const dataDirectory = args.inMemory ? undefined : resolve(root, args.dataDirectory);
try {
  if (args.fresh && dataDirectory) await forget(dataDirectory);
  log.info('bundling the resolvers');
  await bundle();
  starting = startHost({
    port: args.port,
    dataDirectory,
    dynamodbEndpoint: args.dynamodbEndpoint,
    engine: args.engine,
    seed: args.seed,
    profileCache: args.profileCache,
    messageRetentionDays: args.messageRetentionDays,
    mfa: args.mfa,
    passwordAuth: args.passwordAuth,
    log,
    signal: stopping.signal,
  });
  host = await starting;
} catch (error) {
  if (stopping.signal.aborted) await new Promise(() => {}); // stop() is at work and ends the process
  log.error(error instanceof Error ? error.message : String(error));
  log.debug({ err: error });
  await stop(1);
}

void host!.lost.then((reason) => {
  log.fatal(reason.message);
  return stop(1);
});

if (args.watch) {
  stopWatching = await watchResolvers((errors) => {
    for (const error of errors) log.error(error);
    if (errors.length === 0) void reload();
  });
}
console.log(welcome(host!, args));

async function reload(): Promise<void> {
  try {
    await host!.reload();
    log.info('resolvers swapped');
  } catch (error) {
    log.error(error instanceof Error ? error.message : String(error));
    log.warn('the resolvers of before go on');
  }
}

function arguments_() {
  try {
    return readArguments(process.argv.slice(2), process.env);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}
