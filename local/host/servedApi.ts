import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Target } from '../appsync/datasources/index.js';
import type { EngineError, EngineName } from '../dynamodb/index.js';
import type { ApiConfig } from './apiConfig.js';
import type { Log } from './log.js';
import { openDynamoDB, type Table } from './openDynamoDB.js';

export interface ServedApiOptions {
  /** On 127.0.0.1. 0, the default: any free port. */
  readonly port?: number;
  /** Where tables, users and keys are kept. If left out: in memory. */
  readonly dataDirectory?: string;
  /**
   * The endpoint of a running DynamoDB. If left out, the host starts an engine where there are
   * tables.
   */
  readonly dynamodbEndpoint?: string;
  /** The engine to start. If left out: see `chooseEngine`. */
  readonly engine?: EngineName;
  /** What HTTP data sources may call. If left out: nothing. */
  readonly allowHttp?: readonly Target[] | undefined;
  readonly log?: Log;
  /** Ends the start. */
  readonly signal?: AbortSignal;
}

/** An API that is served. */
export interface ServedApi {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** As served at `/config.json`. */
  readonly config: ApiConfig;
  readonly connections: number;
  /** Resolves when DynamoDB has ended for good: the host cannot serve any more. */
  readonly lost: Promise<EngineError>;
  /**
   * Reads the code's files again and swaps the code. Rejects and keeps the old code when the new
   * code is invalid, or when schema or manifest have changed: those need a new start.
   */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Opens the DynamoDB of an API.
 *
 * @param createTables resolves with a line for each table that cannot be made
 * @throws the error that `refuse` makes of those lines
 */
export async function openTables(
  options: Pick<ServedApiOptions, 'dynamodbEndpoint' | 'engine' | 'dataDirectory' | 'signal'> & {
    readonly region: string;
    readonly createTables: (client: DynamoDBClient) => Promise<readonly string[]>;
    readonly refuse: (problems: readonly string[]) => Error;
    readonly log: Log;
  },
): Promise<Table> {
  const { region, engine, dataDirectory, createTables, refuse, log, signal } = options;
  let problems: readonly string[] = [];
  const opened = await openDynamoDB({
    region,
    endpoint: options.dynamodbEndpoint,
    engine,
    dataDirectory: dataDirectory && join(dataDirectory, 'dynamodb'),
    createTables: async (client) => {
      problems = await createTables(client);
    },
    log,
    signal,
  });
  if (problems.length === 0) return opened;
  await opened.stop();
  throw refuse(problems);
}
