import { rm } from 'node:fs/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { table } from '../resolvers/table.js';
import { connect, createTable, type DynamoDBLocal, startDynamoDBLocal } from './dynamodb/index.js';
import type { Log } from './log.js';

export interface DynamoDBOptions {
  readonly region: string;
  /** A DynamoDB that is already there. Left out: DynamoDB Local, as a child process. */
  readonly endpoint?: string;
  /** Where the child process keeps its data. Left out: in memory. */
  readonly dataDirectory?: string;
  /** Makes the tables that are missing; called again when the child process has lost them. */
  readonly createTables: (client: DynamoDBClient) => Promise<void>;
  readonly log: Log;
  /** Ends the start of the child process; later it is ended by `stop()`. */
  readonly signal?: AbortSignal;
}

export type TableOptions = Omit<DynamoDBOptions, 'createTables'> & { readonly tableName: string };

/** The DynamoDB that was named does not answer, or refuses. The message names it. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

/** The table or tables, wherever they are. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** A DynamoDB Local that ends by itself this often in a minute is not started again. */
const MAX_RESTARTS = 3;
const RESTARTS_WINDOW = 60_000; // 1 min

/** Opens the project's table; see `openDynamoDB`. */
export const openTable = ({ tableName, ...options }: TableOptions): Promise<Table> =>
  openDynamoDB({
    ...options,
    createTables: (client) => createTable(client, tableName, table),
  });

/**
 * Opens a DynamoDB and makes the tables that are missing. A DynamoDB Local of ours that ends by
 * itself is started again on the same port with the same data; one that keeps nothing is as well,
 * empty.
 *
 * Rejects with a `DynamoDBLocalError` (no Java, port taken, data directory unusable), with a
 * `TableError` when the DynamoDB at `endpoint` does not answer, or with the signal's reason.
 */
export async function openDynamoDB(options: DynamoDBOptions): Promise<Table> {
  const { region, createTables, log } = options;
  const process = options.endpoint ? undefined : await supervise(options);
  const endpoint = options.endpoint ?? process!.endpoint;
  const client = connect({ endpoint, region });
  const stop = async () => {
    client.destroy();
    await process?.stop();
  };
  try {
    log.info({ endpoint }, 'opening the tables');
    await createTables(client);
  } catch (error) {
    await stop();
    throw options.endpoint ? tableError(options.endpoint, error) : error;
  }
  return { client, endpoint, stop };
}

function tableError(endpoint: string, cause: unknown): TableError {
  const { name, code } = cause as { name?: string; code?: string };
  return new TableError(
    `The DynamoDB at ${endpoint} (DYNAMODB_ENDPOINT) cannot be used: ${code ?? name}. ` +
      'Is it running there? Without DYNAMODB_ENDPOINT the host starts one of its own.',
    { cause },
  );
}

async function supervise(options: DynamoDBOptions) {
  const { dataDirectory, log } = options;
  const start = (port: number, signal?: AbortSignal): Promise<DynamoDBLocal> =>
    startDynamoDBLocal({
      dataDirectory,
      port,
      signal,
      log: { debug: (line) => log.debug({}, line), warn: (line) => log.warn({}, line) },
    });
  let current = await start(0, options.signal);
  const { endpoint } = current;
  const port = Number(new URL(endpoint).port);
  const restarts: number[] = [];

  const watch = (process: DynamoDBLocal): void => {
    void process.exited.then(async ({ expected }) => {
      if (expected) return;
      const now = Date.now();
      restarts.push(now);
      if (restarts.filter((at) => at > now - RESTARTS_WINDOW).length > MAX_RESTARTS) {
        log.error({ endpoint }, 'DynamoDB Local keeps ending; stop the host and look at its log');
        return;
      }
      log.warn(
        { endpoint },
        dataDirectory
          ? 'DynamoDB Local ended by itself; starting it again with its data'
          : 'DynamoDB Local ended by itself and kept nothing; starting it again, empty',
      );
      try {
        current = await start(port);
        if (!dataDirectory) await remake(options, endpoint);
        watch(current);
        log.warn({ endpoint }, 'DynamoDB Local is back');
      } catch (err) {
        log.error({ err, endpoint }, 'DynamoDB Local could not be started again');
      }
    });
  };
  watch(current);
  return { endpoint, stop: () => current.stop() };
}

async function remake({ createTables, region }: DynamoDBOptions, endpoint: string): Promise<void> {
  const client = connect({ endpoint, region });
  try {
    await createTables(client);
  } finally {
    client.destroy();
  }
}

/** Forgets everything that a host has kept. */
export const forget = (dataDirectory: string): Promise<void> =>
  rm(dataDirectory, { recursive: true, force: true });
