import { execFileSync } from 'node:child_process';
import { readClientId, signIn } from '../local/messaging/seed/api.js';
import { demoUsers } from '../local/messaging/seed/people.js';
import { operations } from '../test/support/operations.js';
import type { Benchmark } from './lib/benchmark.js';
import { startAsNpmStart } from './lib/startedHost.js';
import { count } from './lib/statistics.js';
import { openSubscribers } from './lib/subscribers.js';

const SOCKETS = 1_000;
const BOUND = 150; // MB

/** Resident memory of a process, in megabytes. */
const memoryOf = (pid: number): number =>
  (Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) * 1024) / 1e6;

/** The memory of the host alone; the engine is another process. */
export const memory: Benchmark = {
  name: 'memory',
  title: "The host's own memory",
  note: 'Resident set of the process that `npm start` starts, without DynamoDB.',
  async run(context) {
    const host = await startAsNpmStart([]);
    context.cleanUp(() => host.stop());
    const idle = memoryOf(host.pid);
    const api = { baseUrl: host.url, userPoolClientId: await readClientId(host.url) };
    const subscribers = await openSubscribers({
      url: host.url,
      accessToken: await signIn(api, {
        username: demoUsers[0]!.email,
        password: demoUsers[0]!.password,
      }),
      query: operations.onCreateMessage,
      sockets: SOCKETS,
      onProgress: (open) => context.progress(`${count(open)} subscribers`),
    });
    context.cleanUp(() => subscribers.close());
    const busy = memoryOf(host.pid);
    return [
      { measure: 'ready, with the demo conversations', value: `${idle.toFixed(0)} MB` },
      {
        measure: `${count(SOCKETS)} subscribers`,
        value: `${busy.toFixed(0)} MB`,
        wanted: { bound: `≤ ${BOUND} MB`, kept: busy <= BOUND },
      },
    ];
  },
};
