import { sweep } from '../../resolvers/sweep.js';
import type { Log } from '../host/log.js';
import { everyMinutes, type ScheduleClock } from '../host/schedule.js';
import { type FunctionTable, productFunctions } from './functions.js';

interface SweepOptions extends FunctionTable {
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
  const { messageRetentionDays, clock, log } = options;
  const handlers = productFunctions(['sweep'], options, {
    MESSAGE_RETENTION_DAYS: String(messageRetentionDays),
  });
  return everyMinutes(
    clock,
    sweep.scheduleMinutes,
    (time) => handlers.sweep({ time: new Date(time).toISOString() }),
    (err) => log.error({ err }, 'sweeping rows failed; trying again the next day'),
  );
}
