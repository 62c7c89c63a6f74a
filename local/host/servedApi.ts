import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ServedApiOptions } from '../public.js';
import type { Log } from './log.js';
import { openDynamoDB, type Table } from './openDynamoDB.js';

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
