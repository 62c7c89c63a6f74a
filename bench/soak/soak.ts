import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setInterval, setTimeout } from 'node:timers/promises';
import type { EngineName } from '../../local/dynamodb/index.js';
import type { BenchmarkContext } from '../lib/benchmark.js';
import { type RemoteHost, startRemoteHost } from '../lib/remoteHost.js';
import { violationsOf } from './checks/index.js';
import { standInForBrowser } from './client.js';
import { cutConnections, type Disturbed, killEngine, killTimes } from './disturbances.js';
import type { Sample } from './flat.js';
import { readOutcome } from './outcome.js';
import { type Company, gatherCompany } from './people.js';
import { Recorder } from './recorder.js';
import { makeTraffic } from './traffic.js';

export interface SoakOptions {
  readonly people: number;
  readonly minutes: number;
  /** What people do, a second. */
  readonly rate: number;
  readonly kills: number;
  readonly engine: EngineName;
}

/** How it goes, while it goes. */
export interface Progress {
  readonly recorder: Recorder;
  readonly samples: readonly Sample[];
  readonly disturbed: Disturbed;
  /** Seconds that are left. */
  left(): number;
}

export interface Report extends Omit<Progress, 'left'> {
  readonly violations: ReturnType<typeof violationsOf>;
  readonly messages: number;
}

/** The client's own second look after a reconnect comes by then (`ConversationSync`). */
const SETTLED_AFTER = 15_000; // ms
/** A client that is busy for longer at the end has lost its way. */
const PATIENCE = 120_000; // ms
const SAMPLE_EVERY = 10_000; // ms
/** On average, a client is cut so often a minute. */
const CUTS_A_MINUTE = 0.25;

/**
 * Lets people write to each other on a host of its own, cuts their connections and kills the engine, and
 * checks at the end what must hold.
 * @param onProgress is called once, when everybody is there
 * @throws the signal's reason, or an Error when the host ends
 */
export async function soak(
  options: SoakOptions,
  context: Pick<BenchmarkContext, 'progress' | 'cleanUp'>,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<Report> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'soak-'));
  context.cleanUp(() => rm(dataDirectory, { recursive: true, force: true }));
  const host = await startRemoteHost({ dataDirectory, engine: options.engine });
  context.cleanUp(() => host.stop());
  const ended = host.exited.then(() => Promise.reject(new Error('The host has ended')));
  const stopped = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );
  return Promise.race([run(host, options, context, onProgress), ended, stopped]);
}

async function run(
  host: RemoteHost,
  { people, minutes, rate, kills }: SoakOptions,
  context: Pick<BenchmarkContext, 'progress' | 'cleanUp'>,
  onProgress: (progress: Progress) => void,
): Promise<Report> {
  standInForBrowser();
  const recorder = new Recorder();
  const { progress } = context;
  const company = await gatherCompany(host, recorder, { people, progress });
  context.cleanUp(() => Promise.all(company.clients.map((client) => client.stop())));

  const length = minutes * 60_000;
  const end = Date.now() + length;
  // Not AbortSignal.any: Node 20 may collect it, and it never fires.
  const over = new AbortController();
  const ending = globalThis.setTimeout(() => over.abort(), length);
  context.cleanUp(() => over.abort());
  context.cleanUp(() => clearTimeout(ending));
  const samples: Sample[] = [];
  const counts: Disturbed = { cuts: 0, kills: 0, back: [] };
  const progressed = { recorder, samples, disturbed: counts };
  onProgress({ ...progressed, left: () => Math.max(0, (end - Date.now()) / 1_000) });
  await Promise.all([
    makeTraffic(company, { rate, signal: over.signal }),
    cutConnections(company.clients, {
      every: 60_000 / (people * CUTS_A_MINUTE),
      signal: over.signal,
      counts,
    }),
    killEngine(host, { times: killTimes(length, kills), signal: over.signal, counts }),
    takeSamples(host, samples, over.signal),
  ]);
  await settle(company, progress);
  progress('reading everything');
  const outcome = await readOutcome(company);
  const messages = outcome.conversations.reduce((sum, of) => sum + of.oldestFirst.length, 0);
  return { ...progressed, messages, violations: violationsOf(recorder, outcome) };
}

/** Until the signal ends it. */
async function takeSamples(
  host: RemoteHost,
  samples: Sample[],
  signal: AbortSignal,
): Promise<void> {
  const began = Date.now();
  try {
    for await (const _ of setInterval(SAMPLE_EVERY, undefined, { signal })) {
      const held = await host.ask('held', null);
      samples.push({ at: (Date.now() - began) / 1_000, ...held });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Waits until everything is sent, makes every client connect once more, and lets it catch up. */
async function settle({ clients }: Company, progress: (text: string) => void): Promise<void> {
  const within = async (what: string, work: Promise<unknown>): Promise<void> => {
    progress(what);
    const ended = new AbortController();
    const late = setTimeout(PATIENCE, undefined, { signal: ended.signal }).then(
      () => Promise.reject(new Error(`Still ${what} after ${PATIENCE / 1_000} s`)),
      () => undefined,
    );
    await Promise.race([work, late]);
    ended.abort();
  };
  const idle = async (): Promise<void> => {
    while (clients.some(({ isBusy }) => isBusy)) {
      await Promise.all(clients.map((client) => client.settled()));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const all = (work: (client: Company['clients'][number]) => Promise<unknown>) =>
    Promise.all(clients.map(work));
  await within(
    'sending what waits',
    all((client) => client.live().then(() => client.sent())),
  );
  await within(
    'connecting once more',
    all((client) => client.cut().then(() => client.live())),
  );
  await within('catching up', idle());
  await setTimeout(SETTLED_AFTER);
  await within('catching up again', idle());
}
