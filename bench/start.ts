import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark, Row } from './lib/benchmark.js';
import { enginesHere } from './lib/engines.js';
import { startAsNpmStart, type StartedHost } from './lib/startedHost.js';
import { median, ms, timed } from './lib/statistics.js';

const FIRST = 2_000; // ms, after DynamoDB is there
const LATER = 500; // ms, from the start of the process

const started = async (directory: string): Promise<StartedHost> => {
  const host = await startAsNpmStart(['--data', directory]);
  await host.stop();
  return host;
};

/** How long a person waits for the host, by step. */
export const start: Benchmark = {
  name: 'start',
  title: 'Starting the host',
  note: 'From the start of the process until it is ready, with everything built; beside it, what of that passes before DynamoDB is there, and what after. The data is on disk: of a first start there is none, of a later one the demo conversations. In turn.',
  async run(context) {
    const rounds = context.quick ? 1 : 5;
    const engines = enginesHere().map((engine) => ({ engine, times: [] as number[] }));
    const first: StartedHost[] = [];
    const later: StartedHost[] = [];
    const data = await mkdtemp(join(tmpdir(), 'bench-start-'));
    context.cleanUp(() => rm(data, { recursive: true }));
    await started(join(data, 'built')); // builds what has changed
    for (let round = 0; round < rounds; round += 1) {
      context.progress(`${round} of ${rounds}`);
      for (const { engine, times } of engines) {
        let stop: (() => Promise<void>) | undefined;
        times.push(await timed(async () => ({ stop } = await engine.start({}))));
        await stop?.();
      }
      const directory = join(data, String(round));
      first.push(await started(directory));
      later.push(await started(directory));
    }
    const afterTable = median(first.map(({ readyAfter, tableAfter }) => readyAfter - tableAfter));
    const readyLater = median(later.map(({ readyAfter }) => readyAfter));
    return [
      ...engines.map(({ engine, times }): Row => {
        return { measure: `${engine.title} alone, p50`, value: ms(median(times)) };
      }),
      {
        ...rowOf('first start, with the demo conversations', first),
        wanted: { bound: `≤ ${FIRST / 1000} s after`, kept: afterTable <= FIRST },
      },
      {
        ...rowOf('a later start', later),
        wanted: { bound: `≤ ${LATER / 1000} s`, kept: readyLater <= LATER },
      },
    ];
  },
};

function rowOf(measure: string, hosts: readonly StartedHost[]): Row {
  const before = median(hosts.map(({ tableAfter }) => tableAfter));
  const after = median(hosts.map(({ readyAfter, tableAfter }) => readyAfter - tableAfter));
  return {
    measure: `${measure}, p50`,
    value: ms(median(hosts.map(({ readyAfter }) => readyAfter))),
    beside: `${ms(before)} + ${ms(after)}`,
  };
}
