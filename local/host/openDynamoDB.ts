import { type DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  chooseEngine,
  connect,
  createWire,
  type EngineError,
  type EngineName,
  type Wire,
} from '../dynamodb/index.js';
import {
  type SupervisedDynamoDB,
  type SupervisionOptions,
  startSupervisedDynamoDB,
} from './supervisedDynamoDB.js';

export interface DynamoDBOptions extends Omit<SupervisionOptions, 'engine'> {
  /**
   * The endpoint of a running DynamoDB. If left out, the host starts an engine as a child process.
   */
  readonly endpoint?: string;
  /** The engine to start. If left out: see `chooseEngine`. */
  readonly engine?: EngineName;
}

/** The DynamoDB at the given endpoint does not answer, or refuses. The message names it. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

/** An open DynamoDB with its tables. */
export interface Table {
  readonly client: DynamoDBClient;
  /** For the data sources. */
  readonly wire: Wire;
  readonly endpoint: string;
  /**
   * Asks DynamoDB whether it answers. Resolves with the reason why it cannot serve; undefined if it
   * can.
   */
  trouble(): Promise<string | undefined>;
  /**
   * Resolves when the host's own engine has ended for good. Never resolves for a given endpoint.
   */
  readonly lost: Promise<EngineError>;
  stop(): Promise<void>;
}

/**
 * Opens a DynamoDB and makes the missing tables. If the host's own engine ends by itself, it is
 * started again at the same address with the same data; one without a data directory is started
 * again empty.
 * Rejects with an `EngineError` (no engine, port taken, data directory unusable), with a
 * `TableError` when the DynamoDB at `endpoint` does not answer, or with the signal's reason.
 */
export async function openDynamoDB(options: DynamoDBOptions): Promise<Table> {
  const { region, createTables, log, signal } = options;
  const own = options.endpoint ? undefined : await startOwn(options);
  const endpoint = options.endpoint ?? own!.endpoint;
  const client = connect({ endpoint, region });
  const wire = createWire({ endpoint, region });
  const stop = async () => {
    client.destroy();
    await wire.close();
    await own?.stop();
  };
  try {
    log.info({ endpoint }, 'opening the tables');
    await unlessAborted(createTables(client), signal);
  } catch (error) {
    await stop();
    signal?.throwIfAborted();
    throw options.endpoint ? tableError(options.endpoint, error) : error;
  }
  return {
    client,
    wire,
    endpoint,
    trouble: async () => own?.trouble ?? (await silence(client)),
    lost: own?.lost ?? new Promise(() => {}),
    stop,
  };
}

/**
 * Waits for work that does not know the signal: the SDK asks an engine that has ended for a new table
 * for half a minute.
 */
async function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  const done = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = () => reject(signal!.reason as Error);
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true, signal: done.signal });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    done.abort();
  }
}

function startOwn({ engine: asked, ...options }: DynamoDBOptions): Promise<SupervisedDynamoDB> {
  const { engine, reason } = chooseEngine(asked);
  options.log.info(`starting ${engine.title}: ${reason}`);
  return startSupervisedDynamoDB({ ...options, engine });
}

/** How long DynamoDB may take to answer, in milliseconds. */
const ANSWER_TIMEOUT = 2_000;

async function silence(client: DynamoDBClient): Promise<string | undefined> {
  try {
    const abortSignal = AbortSignal.timeout(ANSWER_TIMEOUT);
    await client.send(new ListTablesCommand({ Limit: 1 }), { abortSignal });
    return undefined;
  } catch {
    return 'DynamoDB does not answer';
  }
}

function tableError(endpoint: string, cause: unknown): TableError {
  const { name, code } = cause as { name?: string; code?: string };
  return new TableError(
    `The DynamoDB at ${endpoint} (DYNAMODB_ENDPOINT) cannot be used: ${code ?? name}. ` +
      'Is it running there? Without DYNAMODB_ENDPOINT the host starts one of its own.',
    { cause },
  );
}
