import { setMaxListeners } from 'node:events';
import type { DynamoDBStreamEvent, ScheduledEvent } from 'aws-lambda';
import { userOfWork } from '../resolvers/lib/keys.js';
import { worker } from '../resolvers/worker.js';
import { dynamoDb, required, tableName } from './lib/dynamoDb.js';
import { accountsOf } from './lib/accounts.js';
import { cognito } from './lib/cognito.js';
import { oldestOpenReport, touchDueWork } from './lib/worker/schedule.js';
import type { WorkTable } from './lib/worker/table.js';
import { work } from './lib/worker/work.js';

const accounts = accountsOf(required('USER_POOL_ID'), cognito);
const deletedAccounts = {
  tableName: required('DELETED_ACCOUNTS_TABLE'),
  days: Number(required('DELETED_ACCOUNTS_DAYS')),
};

/**
 * The worker. The table's stream calls it for each change of a work item, and it does one step of
 * that work (`work`). The schedule calls it to touch what is due (`touchDueWork`) and to measure how
 * long the oldest report has waited.
 *
 * Environment, beside that of every trigger: `USER_POOL_ID`; `DELETED_ACCOUNTS_TABLE` and `DELETED_ACCOUNTS_DAYS`, the
 * list of deleted accounts; and `METRICS_NAMESPACE`, where the measure goes; left out: nowhere.
 *
 * @throws the SDK's error when the table does not answer. Lambda calls again with the same record; in
 *   the end the record becomes a dead letter, and the schedule touches the work item when it is due.
 */
export async function handler(event: DynamoDBStreamEvent | ScheduledEvent): Promise<void> {
  const signal = AbortSignal.timeout(worker.timeoutSeconds * 900);
  setMaxListeners(0, signal); // a page of writes listens at once
  const table = { dynamoDb, tableName, accounts, deletedAccounts, signal };
  if (!('Records' in event)) return onSchedule({ ...table, now: () => Date.parse(event.time) });
  for (const record of event.Records) {
    const key = record.dynamodb?.Keys?.pk?.S;
    if (key !== undefined) await work({ ...table, now: Date.now }, userOfWork(key));
  }
}

async function onSchedule(table: WorkTable): Promise<void> {
  await touchDueWork(table);
  const namespace = process.env.METRICS_NAMESPACE;
  if (!namespace) return;
  // CloudWatch reads the metric out of the log line ("Embedded metric format specification").
  const metric = {
    _aws: {
      Timestamp: table.now(),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [[]],
          Metrics: [{ Name: worker.oldestReportMetric, Unit: 'Seconds' }],
        },
      ],
    },
    [worker.oldestReportMetric]: await oldestOpenReport(table),
  };
  console.log(JSON.stringify(metric));
}
