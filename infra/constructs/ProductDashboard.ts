import {
  Dashboard,
  AlarmStatusWidget,
  GraphWidget,
  type Alarm,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { apiMetric, blockedRequests, tableMetric } from './metrics.js';

export interface ProductDashboardProps {
  readonly name: string;
  readonly region: string;
  readonly alarms: readonly Alarm[];
  readonly apiId: string;
  readonly tableName: string;
  readonly triggers: Readonly<Record<string, IFunction>>;
}

/** One screen, from what people notice down to what it costs. */
export class ProductDashboard extends Construct {
  constructor(scope: Construct, id: string, props: ProductDashboardProps) {
    super(scope, id);
    const { name, region, alarms, apiId, tableName, triggers } = props;
    const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
      new GraphWidget({ title, left, right, width: 8 });
    new Dashboard(this, 'Dashboard', {
      dashboardName: name,
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24 })],
        [
          graph(
            'Requests and errors',
            [apiMetric(apiId, 'Requests')],
            [apiMetric(apiId, '4XXError'), apiMetric(apiId, '5XXError')],
          ),
          graph('Latency (ms)', [
            apiMetric(apiId, 'Latency', 'p50'),
            apiMetric(apiId, 'Latency', 'p95'),
            apiMetric(apiId, 'Latency', 'p99'),
          ]),
          graph('Refused by the firewall', [blockedRequests(name, region)]),
        ],
        [
          graph('Connections', [apiMetric(apiId, 'ActiveConnections')]),
          graph(
            'Pushes',
            [apiMetric(apiId, 'PublishDataMessageSuccess')],
            [
              apiMetric(apiId, 'InboundMessageDelayed'),
              apiMetric(apiId, 'InboundMessageDropped'),
              apiMetric(apiId, 'PublishDataMessageServerError'),
            ],
          ),
          graph('Sends that collided', [
            tableMetric(tableName, 'TransactionConflict'),
            tableMetric(tableName, 'ConditionalCheckFailedRequests'),
          ]),
        ],
        [
          graph('Units written', [
            tableMetric(tableName, 'ConsumedWriteCapacityUnits'),
            tableMetric(tableName, 'ConsumedWriteCapacityUnits', 'index'),
          ]),
          graph('Units read', [
            tableMetric(tableName, 'ConsumedReadCapacityUnits'),
            tableMetric(tableName, 'ConsumedReadCapacityUnits', 'index'),
          ]),
          graph(
            'Triggers',
            Object.values(triggers).map((trigger) => trigger.metricDuration()),
            Object.values(triggers).map((trigger) => trigger.metricErrors()),
          ),
        ],
      ],
    });
  }
}
