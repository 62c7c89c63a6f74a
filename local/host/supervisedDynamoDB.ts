import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { connect, type Engine, EngineError, type RunningEngine } from '../dynamodb/index.js';
import type { Log } from './log.js';

export interface SupervisionOptions {
  readonly engine: Engine;
  readonly region: string;
  /** Where the engine keeps its data. If left out: in memory. */
  readonly dataDirectory?: string;
  /** Makes the tables again after a restart of an engine that keeps no data. */
  readonly createTables: (client: DynamoDBClient) => Promise<void>;
  readonly log: Log;
  /** Ends the start. */
  readonly signal?: AbortSignal;
}

export interface SupervisedDynamoDB {
  readonly endpoint: string;
  /** Why the engine does not serve now; undefined while it serves. */
  readonly trouble: string | undefined;
  /** Resolves when the engine has ended and is not started again; never rejects. */
  readonly lost: Promise<EngineError>;
  stop(): Promise<void>;
}

/** An engine that ends more often than this within a minute is not started again. */
const MAX_RESTARTS = 3;
const RESTARTS_WINDOW = 60_000; // 1 min

/**
 * Starts an engine as a child process. If it ends by itself it is started again at the same address
 * with the same data; one without a data directory is started again empty.
 *
 * @throws EngineError if the first start fails
 */
export async function startSupervisedDynamoDB(
  options: SupervisionOptions,
): Promise<SupervisedDynamoDB> {
  return new Supervisor(options, await startEngine(options, { signal: options.signal }));
}

function startEngine(
  { engine, dataDirectory, log }: SupervisionOptions,
  { endpoint, signal }: { readonly endpoint?: string; readonly signal?: AbortSignal | undefined },
): Promise<RunningEngine> {
  return engine.start({ dataDirectory, endpoint, signal, log });
}

/** Restarts one engine until it is stopped, or ends too often. */
class Supervisor implements SupervisedDynamoDB {
  readonly endpoint: string;
  readonly lost: Promise<EngineError>;
  trouble: string | undefined;
  readonly #stopping = new AbortController();
  readonly #restarts: number[] = [];
  #giveUp!: (reason: EngineError) => void;
  #current: RunningEngine;
  #restart: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: SupervisionOptions,
    first: RunningEngine,
  ) {
    this.endpoint = first.endpoint;
    this.lost = new Promise((resolve) => (this.#giveUp = resolve));
    this.#current = first;
    this.#watch(first);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#restart;
    await this.#current.stop();
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #watch(process: RunningEngine): void {
    void process.exited.then(({ expected, lastStderrLine }) => {
      if (!expected && !this.#isStopping) this.#restart = this.#startAgain(lastStderrLine);
    });
  }

  #fail(reason: string): void {
    this.trouble = reason;
    this.#giveUp(new EngineError('KEEPS_ENDING', reason));
  }

  async #startAgain(lastStderrLine: string): Promise<void> {
    const { engine, dataDirectory, log } = this.options;
    const { title } = engine;
    this.trouble = `${title} has ended and is started again`;
    if (this.#countRestart() > MAX_RESTARTS) {
      const last =
        lastStderrLine === '' ? '' : `; the last line of its error output: ${lastStderrLine}`;
      return this.#fail(`${title} has ended ${MAX_RESTARTS + 1} times within a minute${last}`);
    }
    const data = dataDirectory ? 'with its data' : 'empty: it keeps no data';
    log.warn({ endpoint: this.endpoint }, `${title} ended by itself; starting it again ${data}`);
    let restarted: RunningEngine;
    try {
      restarted = await startEngine(this.options, {
        endpoint: this.endpoint,
        signal: this.#stopping.signal,
      });
    } catch (error) {
      if (this.#isStopping) return;
      const message = error instanceof Error ? error.message : String(error);
      return this.#fail(`${title} has ended, and could not be started again: ${message}`);
    }
    this.#current = restarted;
    this.#watch(restarted); // before its tables are made: it may end again meanwhile
    await this.#serveAgain(restarted);
  }

  /** Makes the tables of a restarted engine that keeps no data, and reports it as serving. */
  async #serveAgain(restarted: RunningEngine): Promise<void> {
    const { engine, dataDirectory, log } = this.options;
    try {
      if (!dataDirectory) await createTablesAt(this.endpoint, this.options);
    } catch (err) {
      if (this.#isStopping) return;
      log.warn({ err }, `${engine.title} was started again, and its tables could not be made`);
      await restarted.stop();
      const { expected, lastStderrLine } = await restarted.exited;
      // If it ended by itself, `#watch` has started it again.
      if (expected && !this.#isStopping) await this.#startAgain(lastStderrLine);
      return;
    }
    if (this.#current !== restarted) return;
    this.trouble = undefined;
    log.warn({ endpoint: this.endpoint }, `${engine.title} is back`);
  }

  /** Returns how many restarts the last minute had, this one included. */
  #countRestart(): number {
    this.#restarts.push(Date.now());
    return this.#restarts.filter((at) => at > Date.now() - RESTARTS_WINDOW).length;
  }
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
