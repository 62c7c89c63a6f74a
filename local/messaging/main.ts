import '../host/environment.js';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundle, bundlesAreCurrent, watchResolvers } from '../../lib/bundle.js';
import { readOrExit } from '../../lib/commandLine.js';
import { currentSources } from '../../lib/currentSources.js';
import { root } from '../../lib/root.js';
import { openScriptStore } from '../appsync/runtime/scriptStore.js';
import { consoleLog } from '../host/log.js';
import { runProgram } from '../host/program.js';
import { readArguments, usage } from './args.js';
import { type Host, startHost } from './host.js';
import { welcome } from './welcome.js';

/** `npm start` and `npm run dev`. Ends with 0 on a signal, 1 when it could not start, 2 on bad arguments. */
const log = consoleLog(process.env.LOG_LEVEL);
const args = readOrExit(() => readArguments(process.argv.slice(2), process.env), usage);
if (args.help) {
  console.log(usage);
  process.exit(0);
}
const dataDirectory = args.inMemory ? undefined : resolve(root, args.dataDirectory);
/** Resolves when it serves. `npm start` then keeps its compiled code. */
export const ready = main();

async function main(): Promise<void> {
  const scripts = openScriptStore(join(root, 'build/host/scripts.json'), currentSources());
  const { host, beforeStop } = await runProgram({
    log,
    async start(signal) {
      if (args.fresh && dataDirectory) await rm(dataDirectory, { recursive: true, force: true });
      if (!bundlesAreCurrent()) {
        log.info('bundling the resolvers');
        await bundle();
      }
      return startHost({ ...args, dataDirectory, scripts, log, signal });
    },
    report,
  });
  if (args.watch) {
    beforeStop(
      await watchResolvers((errors) => {
        for (const error of errors) log.error(error);
        if (errors.length === 0) void reload(host);
      }),
    );
  }
  console.log(welcome(host, args));
  scripts.save();
}

async function reload(host: Host): Promise<void> {
  try {
    await host.reload();
    log.info('resolvers swapped');
  } catch (error) {
    report(error);
    log.warn('the old resolvers stay in use');
  }
}

function report(error: unknown): void {
  log.error(error instanceof Error ? error.message : String(error));
  log.debug({ err: error });
}
