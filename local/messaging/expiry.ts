import { table as definition } from '../../resolvers/table.js';
import { deleteExpired } from '../dynamodb/index.js';
import type { Log } from '../host/log.js';
import { everyMinutes, type ScheduleClock, systemScheduleClock } from '../host/schedule.js';
import type { Table } from '../host/openDynamoDB.js';

/** DynamoDB promises days ("Using time to live", developer guide). */
const EVERY = 10; // minutes

/**
 * Deletes what is past its time to live, whichever engine it is: DynamoDB Local has done it already.
 * @returns ends it, and waits for a pass that is under way
 */
export function startExpiry(options: {
  readonly table: Table;
  readonly tableName: string;
  readonly clock?: ScheduleClock | undefined;
  readonly log: Log;
}): () => Promise<void> {
  const { table, tableName, clock = systemScheduleClock, log } = options;
  return everyMinutes(
    clock,
    EVERY,
    (now) => deleteExpired({ ...definition, client: table.client, tableName, now }),
    (err) => log.debug({ err }, 'what is past its time could not be deleted; trying again'),
  );
}
