import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { CapacitySettings } from '../settings.js';
import type { AlarmTopic } from './AlarmTopic.js';
import { apiMetric, tableMetric, tableSystemErrors } from './metrics.js';

export interface ProductAlarmsProps {
  readonly topic: AlarmTopic;
  readonly apiId: string;
  readonly tableName: string;
  readonly capacity: CapacitySettings;
  readonly triggers: Readonly<Record<string, IFunction>>;
}

/** Alarms for what people would notice, and for what they would soon. All within five minutes. */
export class ProductAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ProductAlarmsProps) {
    super(scope, id);
    const { topic, apiId, tableName, capacity, triggers } = props;

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
      meaning: 'AppSync fails to take WebSocket connections or subscriptions.',
    });
    topic.add('transaction-conflicts', {
      metric: tableMetric(tableName, 'TransactionConflict'),
      threshold: 100,
      periods: 2,
      meaning: 'Sends collide more than two people who type at once can explain.',
    });
    topic.add('throttles', {
      metric: sum({
        read: tableMetric(tableName, 'ReadThrottleEvents'),
        write: tableMetric(tableName, 'WriteThrottleEvents'),
        indexRead: tableMetric(tableName, 'ReadThrottleEvents', 'index'),
        indexWrite: tableMetric(tableName, 'WriteThrottleEvents', 'index'),
      }),
      threshold: 10,
      meaning: 'DynamoDB refuses requests over the capacity that this stage has.',
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
    for (const [name, trigger] of Object.entries(triggers)) {
      topic.add(`trigger-errors-${name}`, {
        metric: sum({ errors: trigger.metricErrors(), throttles: trigger.metricThrottles() }),
        threshold: 1,
        meaning: `The Cognito trigger ${name} fails: people cannot sign up, confirm or sign in.`,
      });
    }
  }
}

/**
 * The sum of metrics that have no value while nothing happens: it has one as soon as any of them has.
 * `a + b` has none where either is missing (CloudWatch user guide, "Using math expressions").
 */
function sum(usingMetrics: Record<string, ReturnType<typeof apiMetric>>): MathExpression {
  return new MathExpression({
    expression: 'SUM(FILL(METRICS(), 0))',
    usingMetrics,
    label: Object.keys(usingMetrics).join(', '),
  });
}
