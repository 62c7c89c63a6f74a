import { table as definition } from '../../resolvers/table.js';
import { deleteExpired } from '../dynamodb/index.js';
import type { Log } from '../host/log.js';
import { everyMinutes, type ScheduleClock } from '../host/schedule.js';
import type { Table } from '../host/openDynamoDB.js';

/** DynamoDB promises days ("Using time to live", developer guide). */
const EVERY = 10; // minutes

/**
 * Deletes expired items. On DynamoDB Local it finds none, because that engine deletes them itself.
 *
 * @returns a function that stops it and waits for the running pass
 */
export function startExpiry(options: {
  readonly table: Table;
  readonly tableName: string;
  readonly clock?: ScheduleClock | undefined;
  readonly log: Log;
}): () => Promise<void> {
  const { table, tableName, clock, log } = options;
  return everyMinutes(
    clock,
    EVERY,
    (now) => deleteExpired({ ...definition, client: table.client, tableName, now }),
    (err) => log.debug({ err }, 'deleting expired items failed; trying again'),
  );
}
