import type { Benchmark, Row } from './lib/benchmark.js';
import { enginesHere } from './lib/engines.js';
import { startAsNpmStart, type StartedHost } from './lib/startedHost.js';
import { median, ms, timed } from './lib/statistics.js';

const BOUND = 2_000; // ms

/** How long a person waits for the host, by step. */
export const start: Benchmark = {
  name: 'start',
  title: 'Starting the host',
  note: 'From the start of the process until it is ready; beside it, what of that passes before DynamoDB is there, and what after. In turn.',
  async run(context) {
    const rounds = context.quick ? 1 : 5;
    const engines = enginesHere().map((engine) => ({ engine, times: [] as number[] }));
    const kinds: [string, string[], StartedHost[]][] = [
      ['first start, with the demo conversations', [], []],
      ['as it starts later', ['--no-seed'], []],
    ];
    for (let round = 0; round < rounds; round += 1) {
      context.progress(`${round} of ${rounds}`);
      for (const { engine, times } of engines) {
        let stop: (() => Promise<void>) | undefined;
        times.push(await timed(async () => ({ stop } = await engine.start({}))));
        await stop?.();
      }
      for (const [, args, hosts] of kinds) {
        const host = await startAsNpmStart(args);
        await host.stop();
        hosts.push(host);
      }
    }
    return [
      ...engines.map(({ engine, times }): Row => {
        return { measure: `${engine.title} alone, p50`, value: ms(median(times)) };
      }),
      ...kinds.map(([measure, , hosts]): Row => {
        const before = median(hosts.map(({ tableAfter }) => tableAfter));
        const after = median(hosts.map(({ readyAfter, tableAfter }) => readyAfter - tableAfter));
        return {
          measure: `${measure}, p50`,
          value: ms(median(hosts.map(({ readyAfter }) => readyAfter))),
          beside: `${ms(before)} + ${ms(after)}`,
          wanted: { bound: `≤ ${BOUND / 1000} s after`, kept: after <= BOUND },
        };
      }),
    ];
  },
};
