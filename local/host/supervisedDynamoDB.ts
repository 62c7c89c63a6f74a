import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { connect, type Engine, EngineError, type RunningEngine } from '../dynamodb/index.js';
import type { Log } from './log.js';

export interface SupervisionOptions {
  readonly engine: Engine;
  readonly region: string;
  /** Where it keeps its data. Left out: in memory. */
  readonly dataDirectory?: string;
  /** Makes the tables anew when one that keeps nothing was started again. */
  readonly createTables: (client: DynamoDBClient) => Promise<void>;
  readonly log: Log;
  /** Stops it, also while it starts. */
  readonly signal?: AbortSignal;
}

export interface SupervisedDynamoDB {
  readonly endpoint: string;
  /** What keeps it from serving now; undefined while it serves. */
  readonly trouble: string | undefined;
  /** Resolves when it has ended and will not be started again; never rejects. */
  readonly lost: Promise<EngineError>;
  stop(): Promise<void>;
}

/** One that ends by itself this often in a minute is not started again. */
const MAX_RESTARTS = 3;
const RESTARTS_WINDOW = 60_000; // 1 min

/**
 * An engine as a child process. When it ends by itself it is started again at the same place with
 * the same data; one that keeps nothing as well, empty. Rejects with an `EngineError`.
 */
export async function startSupervisedDynamoDB(
  options: SupervisionOptions,
): Promise<SupervisedDynamoDB> {
  const { engine, dataDirectory, log } = options;
  const { title } = engine;
  const stopping = new AbortController();
  const start = (endpoint?: string, signal?: AbortSignal): Promise<RunningEngine> =>
    engine.start({
      dataDirectory,
      endpoint,
      signal,
      log: { debug: (line) => log.debug({}, line), warn: (line) => log.warn({}, line) },
    });
  let current = await start(undefined, options.signal);
  const { endpoint } = current;
  const restarts: number[] = [];
  let restart: Promise<void> = Promise.resolve();
  let trouble: string | undefined;
  let giveUp!: (reason: EngineError) => void;
  const lost = new Promise<EngineError>((resolve) => (giveUp = resolve));
  const loseIt = (reason: string): void => {
    trouble = reason;
    giveUp(new EngineError('KEEPS_ENDING', reason));
  };

  const startAgain = async (lastWords: string): Promise<void> => {
    trouble = `${title} has ended and is started again`;
    restarts.push(Date.now());
    if (restarts.filter((at) => at > Date.now() - RESTARTS_WINDOW).length > MAX_RESTARTS) {
      const last = lastWords === '' ? '' : `; its last words: ${lastWords}`;
      return loseIt(`${title} has ended ${MAX_RESTARTS + 1} times within a minute${last}`);
    }
    const loss = dataDirectory ? 'with its data' : 'empty, for it kept nothing';
    log.warn({ endpoint }, `${title} ended by itself; starting it again ${loss}`);
    let restarted: RunningEngine;
    try {
      restarted = await start(endpoint, stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      return loseIt(`${title} has ended, and could not be started again: ${message}`);
    }
    current = restarted;
    // Before the tables are there: it may end again while they are made.
    watch(restarted);
    try {
      if (!dataDirectory) await createTablesAt(endpoint, options);
    } catch (err) {
      if (stopping.signal.aborted) return;
      log.warn({ err }, `${title} was started again, and its tables could not be made`);
      await restarted.stop();
      // One that has ended by itself is started again by its watch.
      const { expected, lastWords: last } = await restarted.exited;
      return expected && !stopping.signal.aborted ? startAgain(last) : undefined;
    }
    if (current !== restarted) return;
    trouble = undefined;
    log.warn({ endpoint }, `${title} is back`);
  };
  const watch = (process: RunningEngine): void => {
    void process.exited.then(({ expected, lastWords }) => {
      if (!expected && !stopping.signal.aborted) restart = startAgain(lastWords);
    });
  };
  watch(current);
  return {
    endpoint,
    get trouble() {
      return trouble;
    },
    lost,
    async stop() {
      stopping.abort();
      await restart;
      await current.stop();
    },
  };
}

async function createTablesAt(
  endpoint: string,
  { createTables, region }: SupervisionOptions,
): Promise<void> {
  const client = connect({ endpoint, region });
  try {
    await createTables(client);
  } finally {
    client.destroy();
  }
}
