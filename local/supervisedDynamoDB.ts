import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { connect, type DynamoDBLocal, startDynamoDBLocal } from './dynamodb/index.js';
import type { Log } from './log.js';

export interface SupervisionOptions {
  readonly region: string;
  /** Where it keeps its data. Left out: in memory. */
  readonly dataDirectory?: string;
  /** Makes the tables anew when one that keeps nothing was started again. */
  readonly createTables: (client: DynamoDBClient) => Promise<void>;
  readonly log: Log;
  /** Stops it, also while it starts. */
  readonly signal?: AbortSignal;
}

/** One that ends by itself this often in a minute is not started again. */
const MAX_RESTARTS = 3;
const RESTARTS_WINDOW = 60_000; // 1 min

/**
 * DynamoDB Local as a child process. When it ends by itself it is started again on the same port
 * with the same data; one that keeps nothing as well, empty. Rejects with a `DynamoDBLocalError`.
 */
export async function startSupervisedDynamoDB(
  options: SupervisionOptions,
): Promise<{ readonly endpoint: string; stop(): Promise<void> }> {
  const { dataDirectory, log } = options;
  const stopping = new AbortController();
  const start = (port: number, signal?: AbortSignal): Promise<DynamoDBLocal> =>
    startDynamoDBLocal({
      dataDirectory,
      port,
      signal,
      log: { debug: (line) => log.debug({}, line), warn: (line) => log.warn({}, line) },
    });
  let current = await start(0, options.signal);
  const { endpoint } = current;
  const restarts: number[] = [];
  let restart: Promise<void> = Promise.resolve();

  const startAgain = async (): Promise<void> => {
    restarts.push(Date.now());
    if (restarts.filter((at) => at > Date.now() - RESTARTS_WINDOW).length > MAX_RESTARTS) {
      log.error({ endpoint }, 'DynamoDB Local keeps ending; stop the host and look at its log');
      return;
    }
    const loss = dataDirectory ? 'with its data' : 'empty, for it kept nothing';
    log.warn({ endpoint }, `DynamoDB Local ended by itself; starting it again ${loss}`);
    try {
      current = await start(Number(new URL(endpoint).port), stopping.signal);
      // Before the tables are there: it may end again while they are made.
      watch(current);
      if (!dataDirectory) await createTablesAt(endpoint, options);
      log.warn({ endpoint }, 'DynamoDB Local is back');
    } catch (err) {
      if (stopping.signal.aborted) return;
      log.error({ err, endpoint }, 'DynamoDB Local could not be started again');
    }
  };
  const watch = (process: DynamoDBLocal): void => {
    void process.exited.then(({ expected }) => {
      if (!expected && !stopping.signal.aborted) restart = startAgain();
    });
  };
  watch(current);
  return {
    endpoint,
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
