import { rm } from 'node:fs/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { table } from '../resolvers/table.js';
import { connect, createTable } from './dynamodb/index.js';
import { type SupervisionOptions, startSupervisedDynamoDB } from './supervisedDynamoDB.js';

export interface DynamoDBOptions extends SupervisionOptions {
  /** A DynamoDB that is already there. Left out: DynamoDB Local, as a child process. */
  readonly endpoint?: string;
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
  const process = options.endpoint ? undefined : await startSupervisedDynamoDB(options);
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

/** Forgets everything that a host has kept. */
export const forget = (dataDirectory: string): Promise<void> =>
  rm(dataDirectory, { recursive: true, force: true });
