import '../../local/host/environment.js';
import { bundle } from '../../lib/bundle.js';
import { UsageError } from '../../lib/commandLine.js';
import { FLAT, leaks } from './flat.js';
import { readSoakArguments, usage } from './args.js';
import { lineOf, tableOfReport } from './words.js';
import { type Progress, soak, type SoakOptions } from './soak.js';

/**
 * `npm run soak`: exits with 0 when everything holds, 1 when something does not or it cannot run, 2 on bad
 * arguments, and 130 when a signal ends it.
 */
const stop = new AbortController();
const onSignal = (): void => stop.abort(new Error('Stopped'));
process.on('SIGINT', onSignal).on('SIGTERM', onSignal);

const isTerminal = process.stderr.isTTY;
/** A line a second that stays where it is, or one that stays now and then. */
const SAY_EVERY = isTerminal ? 1_000 : 30_000;
const say = (text: string): void => {
  if (isTerminal) process.stderr.write(`\r\x1b[K${text}`);
};
const sayProgress = (progress: Progress): NodeJS.Timeout =>
  setInterval(() => {
    if (isTerminal) say(lineOf(progress));
    else console.error(lineOf(progress));
  }, SAY_EVERY);

async function carryOut(options: SoakOptions): Promise<void> {
  await bundle();
  const ends: (() => Promise<unknown> | void)[] = [];
  let shown: NodeJS.Timeout | undefined;
  const context = {
    progress: (text: string) => {
      clearInterval(shown);
      say(text);
    },
    cleanUp: (end: () => Promise<unknown> | void) => void ends.push(end),
  };
  try {
    const report = await soak(options, context, {
      signal: stop.signal,
      onProgress: (progress) => void (shown = sayProgress(progress)),
    });
    say('');
    console.log(tableOfReport(report, options));
    for (const { property, examples } of report.violations) {
      console.error(`\nDoes not hold: ${property}. ${examples.length} times, the first ones:`);
      for (const example of examples.slice(0, 5)) console.error(`  ${example}`);
    }
    const grown = leaks(report.samples);
    for (const { measure, share } of grown) {
      const grew = `${(share * 100).toFixed(0)} % over the second half, more than ${FLAT * 100} %`;
      console.error(`\nDoes not hold: ${measure} stays flat. It grew by ${grew}.`);
    }
    if (report.violations.length > 0 || grown.length > 0) process.exitCode = 1;
  } catch (error) {
    say('');
    process.exitCode = stop.signal.aborted ? 130 : 1;
    console.error(error instanceof Error ? error.message : error);
  } finally {
    clearInterval(shown);
    for (const end of ends.reverse()) await end();
  }
}

try {
  const options = readSoakArguments(process.argv.slice(2));
  if (options === 'help') console.log(usage);
  else await carryOut(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
process.exit();
