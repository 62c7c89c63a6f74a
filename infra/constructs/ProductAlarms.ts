import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { dataSources } from '../../resolvers/manifest.js';
import type { Settings } from '../settings.js';
import type { AlarmTopic } from './AlarmTopic.js';
import {
  apiMetric,
  backupMetric,
  failedPercent,
  failedRequests,
  sum,
  tableMetric,
  tableSystemErrors,
  type UserPoolNames,
  userPoolMetric,
} from './metrics.js';

interface ProductAlarmsProps extends Pick<Settings, 'capacity' | 'enhancedMetrics'> {
  readonly topic: AlarmTopic;
  readonly apiId: string;
  readonly tableName: string;
  readonly triggers: Readonly<Record<string, IFunction>>;
  readonly userPool: UserPoolNames;
  /** Undefined: no backups. */
  readonly vaultName: string | undefined;
}

/** Alarms for what people notice now, or will notice soon. */
export class ProductAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ProductAlarmsProps) {
    super(scope, id);
    addApiAlarms(props);
    if (props.enhancedMetrics) addDataSourceAlarms(props);
    addTableAlarms(props);
    addSignInAlarms(props);
  }
}

function addApiAlarms({ topic, apiId }: ProductAlarmsProps): void {
  topic.add('api-errors', {
    metric: apiMetric(apiId, '5XXError'),
    threshold: 5,
    meaning: 'AppSync fails requests: people cannot read or send.',
  });
  topic.add('api-latency', {
    metric: apiMetric(apiId, 'Latency', 'p95'),
    threshold: 1_000, // milliseconds
    periods: 3,
    meaning: 'One request in twenty takes over a second.',
  });
  topic.add('dropped-pushes', {
    metric: sum({
      dropped: apiMetric(apiId, 'InboundMessageDropped'),
      unprocessed: apiMetric(apiId, 'InboundMessageFailure'),
      failed: apiMetric(apiId, 'PublishDataMessageServerError'),
    }),
    threshold: 1,
    meaning: 'Real-time messages were dropped: people see them only when they ask again.',
  });
  topic.add('failed-connections', {
    metric: sum({
      connect: apiMetric(apiId, 'ConnectServerError'),
      subscribe: apiMetric(apiId, 'SubscribeServerError'),
    }),
    threshold: 5,
    meaning: 'AppSync fails to accept WebSocket connections or subscriptions.',
  });
  topic.add('refused-connections', {
    metric: failedPercent(
      [apiMetric(apiId, 'ConnectRequests')],
      [apiMetric(apiId, 'ConnectClientError'), apiMetric(apiId, 'SubscribeClientError')],
      50,
    ),
    threshold: 50, // percent
    periods: 2,
    meaning: 'AppSync refuses half of all connections, by throttling or as unauthorized.',
  });
}

/** A resolver that fails still answers HTTP 200: only these alarms see it. */
function addDataSourceAlarms({ topic, apiId }: ProductAlarmsProps): void {
  for (const [dataSource, { type }] of Object.entries(dataSources)) {
    if (type === 'NONE') continue;
    topic.add(`failing-${kebabCase(dataSource)}`, {
      metric: failedRequests(apiId, { dataSource }),
      // Failed conditions are ordinary answers to all others, which write.
      threshold: dataSource === 'reads' ? 10 : 50, // percent
      meaning: `DynamoDB refuses what the data source "${dataSource}" asks, and AppSync answers HTTP 200 with errors.`,
    });
  }
  for (const [name, resolver] of [
    ['failing-messages', 'Query.messages'],
    ['failing-create-message', 'Mutation.createMessage'],
  ] as const) {
    topic.add(name, {
      metric: failedRequests(apiId, { resolver }),
      threshold: 50, // percent
      periods: 2,
      meaning: `Half of all ${resolver} answer with an error.`,
    });
  }
}

const kebabCase = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function addTableAlarms({ topic, tableName, capacity, vaultName }: ProductAlarmsProps): void {
  topic.add('transaction-conflicts', {
    metric: tableMetric(tableName, 'TransactionConflict'),
    threshold: 100,
    periods: 2,
    meaning: 'Sends collide more often than two people who type at once explain.',
  });
  topic.add('throttles', {
    metric: sum({
      read: tableMetric(tableName, 'ReadThrottleEvents'),
      write: tableMetric(tableName, 'WriteThrottleEvents'),
      indexRead: tableMetric(tableName, 'ReadThrottleEvents', 'index'),
      indexWrite: tableMetric(tableName, 'WriteThrottleEvents', 'index'),
    }),
    threshold: 10,
    meaning: 'DynamoDB refuses requests over the capacity of this stage.',
  });
  topic.add('table-errors', {
    metric: sum({
      transactions: tableSystemErrors(tableName, 'TransactWriteItems'),
      queries: tableSystemErrors(tableName, 'Query'),
      reads: tableSystemErrors(tableName, 'GetItem'),
      updates: tableSystemErrors(tableName, 'UpdateItem'),
    }),
    threshold: 5,
    meaning: 'DynamoDB itself fails.',
  });
  const most = capacity.mode === 'onDemand' ? capacity.maxWriteRequestUnits : capacity.write.max;
  topic.add('write-units-near-limit', {
    metric: tableMetric(tableName, 'ConsumedWriteCapacityUnits'),
    threshold: Math.floor(most * 60 * 5 * 0.8), // units of five minutes
    meaning: `Writes take over four fifths of the ${most} units a second that this stage allows.`,
  });
  if (vaultName === undefined) return;
  topic.add('failed-backups', {
    metric: sum({
      failed: backupMetric(vaultName, 'NumberOfBackupJobsFailed'),
      expired: backupMetric(vaultName, 'NumberOfBackupJobsExpired'),
      aborted: backupMetric(vaultName, 'NumberOfBackupJobsAborted'),
    }),
    threshold: 1,
    meaning: 'A backup of the table did not finish.',
  });
}

function addSignInAlarms({ topic, triggers, userPool }: ProductAlarmsProps): void {
  for (const [name, trigger] of Object.entries(triggers)) {
    topic.add(`trigger-errors-${name}`, {
      metric: sum({ errors: trigger.metricErrors(), throttles: trigger.metricThrottles() }),
      threshold: 1,
      meaning: `The Cognito trigger ${name} fails: people cannot sign up, confirm or sign in.`,
    });
  }
  topic.add('sign-in-throttles', {
    metric: sum({
      signUps: userPoolMetric(userPool, 'SignUpThrottles'),
      signIns: userPoolMetric(userPool, 'SignInThrottles'),
      refreshes: userPoolMetric(userPool, 'TokenRefreshThrottles'),
    }),
    threshold: 10,
    meaning: 'Cognito refuses sign-ups, sign-ins or token refreshes over its quota.',
  });
}
