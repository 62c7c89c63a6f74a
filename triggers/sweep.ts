import type { ScheduledEvent } from 'aws-lambda';
import { sweep } from '../resolvers/sweep.js';
import { dynamoDb, required, tableName } from './lib/dynamoDb.js';
import { pace } from './lib/sweep/pace.js';
import { sweepRows } from './lib/sweep/sweepRows.js';

const days = Number(required('MESSAGE_RETENTION_DAYS'));

/**
 * The sweep, where a stage keeps messages for so many days only. A schedule calls it, and it empties the
 * rows of one part of the index whose newest message is past (`sweepRows`). The messages themselves
 * DynamoDB deletes, by their time to live.
 *
 * Environment, beside that of every trigger: `MESSAGE_RETENTION_DAYS`.
 *
 * @throws the SDK's error when the table does not answer, and when the time is up. Lambda calls twice
 *   more with the same event, which goes on with what is left; then the next day does.
 */
export async function handler(event: ScheduledEvent): Promise<void> {
  const signal = AbortSignal.timeout(sweep.timeoutSeconds * 900);
  await sweepRows({
    dynamoDb,
    tableName,
    days,
    now: () => Date.parse(event.time),
    signal,
    pace: pace(sweep.stepsASecond, signal),
  });
}
