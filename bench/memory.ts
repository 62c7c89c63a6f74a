import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClientId, signIn } from '../local/messaging/seed/api.js';
import { demoUsers } from '../local/messaging/seed/people.js';
import { operations } from '../test/support/operations.js';
import { type Benchmark, type BenchmarkContext, NotMeasurable } from './lib/benchmark.js';
import { startAsNpmStart } from './lib/startedHost.js';
import { count, times } from './lib/statistics.js';
import { openSubscribers } from './lib/subscribers.js';

const FEW = 1_000;
const MANY = 10_000;
const BOUND = 100; // MB, with few
/** Each subscriber costs the same when the many cost so much more a head than the few do, or less. */
const LINEAR = 1.25;
/** File descriptors of a process beside its sockets. */
const OTHER_FILES = 200;

/** Resident memory of a process, in megabytes. */
const memoryOf = (pid: number): number =>
  (Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) * 1024) / 1e6;

/** @throws NotMeasurable where a process may not have so many sockets: Node itself takes all it may have */
function mayOpen(sockets: number): void {
  const limit = execFileSync('sh', ['-c', 'ulimit -Hn']).toString().trim();
  const needed = sockets + OTHER_FILES;
  if (limit === 'unlimited' || Number(limit) >= needed) return;
  throw new NotMeasurable(`A process may open ${limit} files here, and ${needed} are needed.`);
}

/** Opens more subscribers of one person, until there are as many as wanted. */
async function openMore(context: BenchmarkContext, url: string, from: number, to: number) {
  const api = { baseUrl: url, userPoolClientId: await readClientId(url) };
  const [{ email: username, password }] = demoUsers as [(typeof demoUsers)[number]];
  const subscribers = await openSubscribers({
    url,
    accessToken: await signIn(api, { username, password }),
    query: operations.onCreateMessage,
    sockets: to - from,
    onProgress: (open) => context.progress(`${count(from + open)} subscribers`),
  });
  context.cleanUp(() => subscribers.close());
}

/** The memory of the host alone; the engine is another process. */
export const memory: Benchmark = {
  name: 'memory',
  title: "The host's own memory",
  note: 'Resident set of the process that `npm start` starts, without DynamoDB. The first start writes the demo conversations; a later one has the subscribers. They are sockets of this process, all of one person, with one subscription each.',
  async run(context) {
    const many = context.quick ? 2 * FEW : MANY;
    mayOpen(many);
    const data = await mkdtemp(join(tmpdir(), 'bench-memory-'));
    context.cleanUp(() => rm(data, { recursive: true }));
    const first = await startAsNpmStart(['--data', data]);
    const seeded = memoryOf(first.pid);
    await first.stop();
    const host = await startAsNpmStart(['--data', data]);
    context.cleanUp(() => host.stop());
    const idle = memoryOf(host.pid);
    await openMore(context, host.url, 0, FEW);
    const withFew = memoryOf(host.pid);
    await openMore(context, host.url, FEW, many);
    const withMany = memoryOf(host.pid);
    const each = {
      few: ((withFew - idle) * 1e3) / FEW,
      many: ((withMany - withFew) * 1e3) / (many - FEW),
    };
    const ratio = each.many / each.few;
    return [
      { measure: 'ready, first start', value: `${seeded.toFixed(0)} MB` },
      { measure: 'ready, later start', value: `${idle.toFixed(0)} MB` },
      {
        measure: `${count(FEW)} subscribers`,
        value: `${withFew.toFixed(0)} MB`,
        wanted: { bound: `≤ ${BOUND} MB`, kept: withFew <= BOUND },
      },
      { measure: `${count(many)} subscribers`, value: `${withMany.toFixed(0)} MB` },
      {
        measure: `each subscriber, of the last ${count(many - FEW)}`,
        value: `${each.many.toFixed(1)} KB`,
        beside: `${each.few.toFixed(1)} KB of the first ${count(FEW)}`,
        ratio: times(ratio),
        wanted: { bound: `≤ ${LINEAR} ×`, kept: ratio <= LINEAR },
      },
    ];
  },
};
