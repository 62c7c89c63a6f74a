import { daysListed } from '../../resolvers/deletedAccounts.js';
import { worker } from '../../resolvers/worker.js';
import { followAccountDeletions } from './accountDeletions.js';
import type { Cognito } from '../cognito/cognito.js';
import { startStreamSource } from '../lambda/streamSource.js';
import type { Log } from '../host/log.js';
import { everyMinutes, type ScheduleClock } from '../host/schedule.js';
import type { Table } from '../host/openDynamoDB.js';
import { deletedAccountsTable } from './table.js';
import { type FunctionTable, productFunctions } from './functions.js';

interface WorkerOptions extends FunctionTable {
  readonly table: Table;
  /** The user pool, and the address of its administrators' actions. */
  readonly userPool: Pick<Cognito, 'userPoolId' | 'onApiCall'> & { readonly adminEndpoint: string };
  readonly clock?: ScheduleClock | undefined;
  readonly log: Log;
}

/**
 * The profile worker, and the function for accounts that are deleted in the user pool alone: the
 * same bundles that are deployed. The table's stream, a timer instead of the schedule, and the user
 * pool call them. `stop` ends all of it and waits for the running calls.
 */
export function startWorker(options: WorkerOptions): { stop(): Promise<void> } {
  const { table, tableName, region, userPool, clock, log } = options;
  const handlers = productFunctions(['worker', 'accountDeleted'], options, {
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: userPool.adminEndpoint,
    USER_POOL_ID: userPool.userPoolId,
    DELETED_ACCOUNTS_TABLE: deletedAccountsTable(tableName),
    DELETED_ACCOUNTS_DAYS: String(daysListed()), // this machine makes no backups
  });
  const source = startStreamSource({
    endpoint: table.endpoint,
    region,
    tableName,
    filters: [worker.filter],
    retries: worker.retries,
    handler: handlers.worker,
    onDeadLetter: (err) =>
      log.error({ err }, 'the worker failed on a work item; the schedule tries it again'),
    onError: (err) => log.debug({ err }, "the table's stream does not answer; trying again"),
  });

  const stopSchedule = everyMinutes(
    clock,
    worker.scheduleMinutes,
    (time) => handlers.worker({ source: 'aws.events', time: new Date(time).toISOString() }),
    (err) => log.error({ err }, 'looking for due work failed'),
  );
  const deletions = followAccountDeletions(userPool, handlers.accountDeleted, log);
  return {
    async stop() {
      await Promise.all([source.stop(), stopSchedule(), deletions.stop()]);
    },
  };
}
