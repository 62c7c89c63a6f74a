import { setInterval, setTimeout } from 'node:timers/promises';
import { descendantsOf, isEngine } from '../../test/support/processes.js';
import type { RemoteHost } from '../lib/remoteHost.js';
import type { SoakClient } from './client.js';

/** Counts that are shown while it runs. */
export interface Disturbed {
  cuts: number;
  kills: number;
  /** Seconds until the host served again, of each kill. */
  readonly back: number[];
}

/** Cuts one client's connection after another, at a steady rate, until the signal ends it. */
export async function cutConnections(
  clients: readonly SoakClient[],
  { every, signal, counts }: { every: number; signal: AbortSignal; counts: Disturbed },
): Promise<void> {
  try {
    for await (const _ of setInterval(every, undefined, { signal })) {
      await clients[counts.cuts % clients.length]!.cut();
      counts.cuts += 1;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** When the engine is killed: the times divide the soak into equal parts. Milliseconds from its begin. */
export const killTimes = (length: number, kills: number): number[] =>
  Array.from({ length: kills }, (_, at) => Math.round((length * (at + 1)) / (kills + 1)));

/** Kills the host's engine at each of the times. The host starts it again with its data. */
export async function killEngine(
  host: RemoteHost,
  { times, signal, counts }: { times: readonly number[]; signal: AbortSignal; counts: Disturbed },
): Promise<void> {
  const began = Date.now();
  try {
    for (const time of times) {
      await setTimeout(began + time - Date.now(), undefined, { signal });
      const engine = descendantsOf(host.pid).find(isEngine);
      if (engine === undefined) throw new Error('The host has no engine to kill');
      const killed = Date.now();
      process.kill(engine, 'SIGKILL');
      counts.kills += 1;
      await servesAgain(host.url, signal);
      counts.back.push((Date.now() - killed) / 1_000);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

const LOOK_EVERY = 100; // ms

/** Resolves when `/health` has said that the host does not serve, and then that it does. */
async function servesAgain(url: string, signal: AbortSignal): Promise<void> {
  let wasDown = false;
  for (;;) {
    const { ok } = await fetch(`${url}/health`, { signal });
    if (ok && wasDown) return;
    wasDown ||= !ok;
    await setTimeout(LOOK_EVERY, undefined, { signal });
  }
}
