import '../local/host/environment.js';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { bundle } from '../lib/bundle.js';
import { fanOut } from './fanOut.js';
import { type Benchmark, type BenchmarkContext, NotMeasurable } from './lib/benchmark.js';
import { writeSection } from './lib/performancePage.js';
import { tableOf } from './lib/report.js';
import { breakdown } from './breakdown.js';
import { capacity } from './capacity.js';
import { evaluation } from './evaluation.js';
import { load } from './load.js';
import { memory } from './memory.js';
import { open } from './open.js';
import { pages } from './pages.js';
import { push } from './push.js';
import { send } from './send.js';
import { start } from './start.js';

/** `npm run bench`: measures and prints; fails only when a benchmark cannot run. */
const benchmarks: readonly Benchmark[] = [
  start,
  memory,
  capacity,
  evaluation,
  send,
  breakdown,
  pages,
  open,
  load,
  push,
  fanOut,
];

const usage = `Usage: npm run bench -- [options] [benchmark ...]

  --quick   fewer rounds, to see that it runs
  --write   writes the tables to docs/performance.md
  --help    this text

${benchmarks.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join('\n')}`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
const unknown = positionals.filter((name) => !benchmarks.some((of) => of.name === name));
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no benchmark ${unknown.join(', ')}\n`);
  console.log(usage);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const progress = (name: string, text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text && `${name}: ${text}`}`);
};

const wanted = benchmarks.filter(({ name }) => !positionals.length || positionals.includes(name));
const [only] = wanted;
if (only && wanted.length === 1) await carryOut(only);
else await eachByItself(wanted.map(({ name }) => name));

/** Runs in a process of its own, so that it inherits no heap and no compiled code. */
async function eachByItself(names: readonly string[]): Promise<void> {
  for (const name of names) {
    const options = [...(values.quick ? ['--quick'] : []), ...(values.write ? ['--write'] : [])];
    const args = [...process.execArgv, process.argv[1]!, name, ...options];
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on('SIGTERM', pass);
    const [code] = (await once(child, 'exit')) as [number | null];
    process.off('SIGTERM', pass);
    if (code === null) process.exit(1); // a signal ended it: skip the rest
    if (code !== 0) process.exitCode = code;
  }
}

async function carryOut(benchmark: Benchmark): Promise<void> {
  await bundle();
  const ends: (() => Promise<unknown> | void)[] = [];
  const context: BenchmarkContext = {
    quick: values.quick,
    progress: (text) => progress(benchmark.name, text),
    cleanUp: (end) => void ends.push(end),
  };
  console.log(`\n## ${benchmark.title}\n`);
  try {
    const rows = await benchmark.run(context);
    context.progress('');
    const text = [tableOf(rows), ...(benchmark.note ? [benchmark.note] : [])].join('\n\n');
    console.log(text);
    if (values.write) await writeSection(benchmark.title, text);
  } catch (error) {
    process.exitCode = 1;
    context.progress('');
    console.error(error instanceof NotMeasurable ? `Not measured. ${error.message}` : error);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
