import type { DynamoDBStreamEvent, ScheduledEvent } from 'aws-lambda';
import { worker } from '../resolvers/worker.js';
import { bundleDirectories } from '../scripts/bundle.js';
import { loadHandlers } from './cognito/loadTriggers.js';
import { startStreamSource } from './lambda/streamSource.js';
import type { Log } from './log.js';
import { everyMinutes, type ScheduleClock, systemScheduleClock } from './schedule.js';
import type { Table } from './table.js';

export interface WorkerOptions {
  readonly table: Table;
  readonly tableName: string;
  readonly region: string;
  /** The user pool, and where the actions of administrators are. */
  readonly userPool: { readonly userPoolId: string; readonly adminEndpoint: string };
  readonly clock?: ScheduleClock | undefined;
  readonly log: Log;
}

type WorkerHandler = (event: DynamoDBStreamEvent | ScheduledEvent) => Promise<unknown>;

/**
 * The profile worker, the very bundle that is deployed: called by the table's stream and by a timer in
 * place of the schedule. Both end with `stop`, which waits for a call that is under way.
 */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { table, tableName, region, userPool, clock = systemScheduleClock, log } = options;
  const handlers = await loadHandlers({
    directory: bundleDirectories.triggers,
    names: ['worker'],
    environment: {
      TABLE_NAME: tableName,
      AWS_REGION: region,
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: userPool.adminEndpoint,
      USER_POOL_ID: userPool.userPoolId,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });
  const handler = handlers.worker as WorkerHandler;
  const source = startStreamSource({
    endpoint: table.endpoint,
    region,
    tableName,
    filter: worker.filter,
    retries: worker.retries,
    handler,
    onDeadLetter: (err) =>
      log.error({ err }, 'the worker failed on a work item; the schedule tries it again'),
    onError: (err) => log.debug({ err }, "the table's stream does not answer; trying again"),
  });

  const stopSchedule = everyMinutes(
    clock,
    worker.scheduleMinutes,
    (time) => {
      const event = { source: 'aws.events', time: new Date(time).toISOString() };
      return handler(event as ScheduledEvent);
    },
    (err) => log.error({ err }, 'due work could not be looked for'),
  );
  return {
    async stop() {
      await Promise.all([source.stop(), stopSchedule()]);
    },
  };
}
