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
  /** A DynamoDB that is already there. Left out: one of our own, as a child process. */
  readonly endpoint?: string;
  /** Which one of our own. Left out: what is there, see `chooseEngine`. */
  readonly engine?: EngineName;
}

/** The DynamoDB that was named does not answer, or refuses. The message names it. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

/** The table or tables, wherever they are. */
export interface Table {
  readonly client: DynamoDBClient;
  /** For the data sources. */
  readonly wire: Wire;
  readonly endpoint: string;
  /** Asks DynamoDB whether it answers. Resolves with what keeps it from serving, if anything does. */
  trouble(): Promise<string | undefined>;
  /** Resolves when DynamoDB has ended for good; never where it is not the host's own. */
  readonly lost: Promise<EngineError>;
  stop(): Promise<void>;
}

/**
 * Opens a DynamoDB and makes the tables that are missing. An engine of ours that ends by itself is
 * started again at the same place with the same data; one that keeps nothing is as well, empty.
 *
 * Rejects with an `EngineError` (no engine, place taken, data directory unusable), with a
 * `TableError` when the DynamoDB at `endpoint` does not answer, or with the signal's reason.
 */
export async function openDynamoDB(options: DynamoDBOptions): Promise<Table> {
  const { region, createTables, log } = options;
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
    await createTables(client);
  } catch (error) {
    await stop();
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

function startOwn({ engine: asked, ...options }: DynamoDBOptions): Promise<SupervisedDynamoDB> {
  const { engine, reason } = chooseEngine(asked);
  options.log.info(`starting ${engine.title}: ${reason}`);
  return startSupervisedDynamoDB({ ...options, engine });
}

/** Until a DynamoDB that says nothing counts as gone, in milliseconds. */
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
