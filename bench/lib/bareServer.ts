import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { BenchmarkContext } from './benchmark.js';
import type { Broadcast } from './broadcastProcess.js';
import { startPortProcess } from './portProcess.js';
import { now } from './statistics.js';

/**
 * Starts a bare `ws` server in a process of its own and opens sockets to it. Returns a function that
 * has it send a text to each socket so many times. It resolves, once all are here, with when the
 * server began and when each arrived, by `now()`. Everything ends with the benchmark.
 */
export async function openBareServer(
  context: BenchmarkContext,
  sockets: number,
  timesEach: number,
): Promise<(text: string) => Promise<{ began: number; arrivals: number[] }>> {
  const { child, port } = await startPortProcess(context, 'broadcastProcess');
  let arrivals: number[] = [];
  let complete: (() => void) | undefined;
  for (let at = 0; at < sockets; at += 1) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`);
    socket.on('message', (raw: Buffer) => {
      if (!raw.toString('latin1').includes('"type":"data"')) return;
      arrivals.push(now());
      if (arrivals.length === sockets * timesEach) complete?.();
    });
    await once(socket, 'open');
    context.cleanUp(() => socket.terminate());
  }
  return async (text) => {
    arrivals = [];
    const arrived = new Promise<void>((resolve) => (complete = resolve));
    const began = once(child, 'message') as Promise<[number]>;
    child.send({ text, timesEach } satisfies Broadcast);
    await arrived;
    return { began: (await began)[0], arrivals };
  };
}
