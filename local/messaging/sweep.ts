import { sweep } from '../../resolvers/sweep.js';
import { bundleDirectories } from '../../lib/bundle.js';
import { handlersOnDemand } from '../cognito/loadTriggers.js';
import type { Log } from '../host/log.js';
import { everyMinutes, type ScheduleClock, systemScheduleClock } from '../host/schedule.js';
import type { Table } from '../host/openDynamoDB.js';
import { functionEnvironment } from './functionEnvironment.js';

interface SweepOptions {
  readonly table: Table;
  readonly tableName: string;
  readonly region: string;
  readonly messageRetentionDays: number;
  readonly clock?: ScheduleClock | undefined;
  readonly log: Log;
}

/**
 * The sweep: the same bundle that is deployed, called by a timer instead of the schedule.
 *
 * @returns a function that stops it and waits for the running call
 */
export function startSweep(options: SweepOptions): () => Promise<void> {
  const { table, tableName, region, messageRetentionDays, log } = options;
  const { clock = systemScheduleClock } = options;
  const handlers = handlersOnDemand({
    directory: bundleDirectories.triggers,
    names: ['sweep'],
    environment: Promise.resolve({
      ...functionEnvironment({ tableName, region, endpoint: table.endpoint }),
      MESSAGE_RETENTION_DAYS: String(messageRetentionDays),
    }),
  });
  return everyMinutes(
    clock,
    sweep.scheduleMinutes,
    (time) => handlers.sweep({ time: new Date(time).toISOString() }),
    (err) => log.error({ err }, 'sweeping rows failed; trying again the next day'),
  );
}
