import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { builtProgram } from '../../support/builtProgram.js';

/** The longest stretch of CPU time that one request may take, milliseconds. */
export const MAX_CPU = 200;
/** The most memory that one request may take, bytes. */
export const MAX_MEMORY = 64 * 1_024 * 1_024;

interface Served {
  readonly url: string;
  readonly messageGroupUuid: string;
  readonly ada: string;
  readonly ben: { readonly token: string; readonly uuid: string };
}

export interface Measured {
  /** Longest time on the CPU without a turn for another request, milliseconds; an upper bound. */
  readonly cpu: number;
  /** Growth of the resident memory at its peak, bytes. */
  readonly memory: number;
}

/**
 * Watches a host from outside, by what Linux says of its process. Time is CPU time of the host's
 * main thread, so other work of the machine does not count.
 */
export class Stopwatch {
  private constructor(
    readonly child: ChildProcess,
    readonly served: Served,
  ) {}

  static async start(dynamodbEndpoint: string, tableName: string): Promise<Stopwatch> {
    const program = await builtProgram('test/attacks/support/servedHost.ts');
    const child = fork(program, [dynamodbEndpoint, tableName], {
      // As `npm start` runs it, and with a collection of garbage on demand.
      execArgv: ['--expose-gc', '--max-semi-space-size=4'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error('the host ended before it was ready');
    });
    ended.catch(() => undefined);
    const [served] = (await Promise.race([once(child, 'message'), ended])) as [Served];
    return new Stopwatch(child, served);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  /** The memory of all objects of the host that are in use, bytes. */
  async heapUsed(): Promise<number> {
    this.child.send('collect garbage');
    const [answer] = (await once(this.child, 'message')) as [{ heapUsed: number }];
    return answer.heapUsed;
  }

  /** Runs something against the host, and measures the host meanwhile. */
  async measure(run: () => Promise<unknown>): Promise<Measured> {
    const { pid } = this.child;
    await this.heapUsed();
    writeFileSync(`/proc/${pid}/clear_refs`, '5'); // Resets the peak.
    const before = memoryOf(pid, 'VmRSS');
    const state = { isOver: false };
    const running = run().finally(() => (state.isOver = true));
    running.catch(() => undefined);
    let cpu = 0;
    let last = cpuOf(pid);
    do {
      // Each answer is a turn of the event loop: the time since the last one is at least a stretch.
      await fetch(`${this.served.url}/health`).then((response) => response.text());
      const now = cpuOf(pid);
      cpu = Math.max(cpu, now - last);
      last = now;
    } while (!state.isOver);
    await running;
    return { cpu, memory: memoryOf(pid, 'VmHWM') - before };
  }

  /** Sends a GraphQL request and resolves with the size of the answer. */
  async post(body: object | string): Promise<number> {
    const response = await fetch(`${this.served.url}/graphql`, {
      method: 'POST',
      headers: { authorization: this.served.ada },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }).catch((error: TypeError) => {
      // A body that is too large is refused before it has been sent: the connection may end first.
      if ((error.cause as { code?: string } | undefined)?.code === 'EPIPE') return undefined;
      throw error;
    });
    return response ? (await response.text()).length : 0;
  }
}

/** CPU time of the main thread, milliseconds. */
const cpuOf = (pid: number | undefined): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

/** @returns bytes */
const memoryOf = (pid: number | undefined, name: 'VmRSS' | 'VmHWM'): number =>
  Number(
    new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1],
  ) * 1_024;
