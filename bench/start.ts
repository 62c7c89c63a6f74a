import { startDynamoDBLocal } from '../local/dynamodb/index.js';
import type { Benchmark, Row } from './lib/benchmark.js';
import { startAsNpmStart, type StartedHost } from './lib/startedHost.js';
import { median, ms, timed } from './lib/statistics.js';

const BOUND = 2_000; // ms

/** How long a person waits for the host, by step. */
export const start: Benchmark = {
  name: 'start',
  title: 'Starting the host',
  note: 'From the start of the process until it is ready; beside it, what of that passes before DynamoDB Local is there, and what after. In turn.',
  async run(context) {
    const rounds = context.quick ? 1 : 5;
    const local: number[] = [];
    const kinds: [string, string[], StartedHost[]][] = [
      ['first start, with the demo conversations', [], []],
      ['as it starts later', ['--no-seed'], []],
    ];
    for (let round = 0; round < rounds; round += 1) {
      context.progress(`${round} of ${rounds}`);
      let stop: (() => Promise<void>) | undefined;
      local.push(await timed(async () => ({ stop } = await startDynamoDBLocal())));
      await stop?.();
      for (const [, args, hosts] of kinds) {
        const host = await startAsNpmStart(args);
        await host.stop();
        hosts.push(host);
      }
    }
    return [
      { measure: 'DynamoDB Local alone, p50', value: ms(median(local)) },
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
