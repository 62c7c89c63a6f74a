import '../host/environment.js';
import { resolve } from 'node:path';
import { bundle, watchResolvers } from '../../lib/bundle.js';
import { root } from '../../lib/root.js';
import { consoleLog } from '../host/log.js';
import { readOrExit, runProgram } from '../host/program.js';
import { readArguments, usage } from './args.js';
import { startHost } from './host.js';
import { deleteData } from './table.js';
import { welcome } from './welcome.js';

/** `npm start` and `npm run dev`. Ends with 0 on a signal, 1 when it could not start, 2 on bad arguments. */
const log = consoleLog(process.env.LOG_LEVEL);
const args = readOrExit(() => readArguments(process.argv.slice(2), process.env), usage);
if (args.help) {
  console.log(usage);
  process.exit(0);
}
const dataDirectory = args.inMemory ? undefined : resolve(root, args.dataDirectory);
const { host, beforeStop } = await runProgram({
  log,
  async start(signal) {
    if (args.fresh && dataDirectory) await deleteData(dataDirectory);
    log.info('bundling the resolvers');
    await bundle();
    return startHost({ ...args, dataDirectory, log, signal });
  },
  report,
});
if (args.watch) {
  beforeStop(
    await watchResolvers((errors) => {
      for (const error of errors) log.error(error);
      if (errors.length === 0) void reload();
    }),
  );
}
console.log(welcome(host, args));

async function reload(): Promise<void> {
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
