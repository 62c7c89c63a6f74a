import {
  Dashboard,
  AlarmStatusWidget,
  GraphWidget,
  type Alarm,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { apiMetric, apiRequests, blockedRequests, tableMetric } from './metrics.js';

interface ProductDashboardProps {
  readonly name: string;
  readonly region: string;
  readonly alarms: readonly Alarm[];
  readonly apiId: string;
  readonly tableName: string;
  readonly triggers: Readonly<Record<string, IFunction>>;
}

/** One screen: from what people notice to what it costs. */
export class ProductDashboard extends Construct {
  constructor(scope: Construct, id: string, props: ProductDashboardProps) {
    super(scope, id);
    new Dashboard(this, 'Dashboard', {
      dashboardName: props.name,
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...props.alarms], width: 24 })],
        requestRow(props),
        realTimeRow(props),
        costRow(props),
      ],
    });
  }
}

const graph = (title: string, left: IMetric[], right: IMetric[] = []): GraphWidget =>
  new GraphWidget({ title, left, right, width: 8 });

/** What people notice of their requests. */
const requestRow = ({ name, region, apiId }: ProductDashboardProps): GraphWidget[] => [
  graph(
    'Requests and errors',
    [apiRequests(apiId)],
    [apiMetric(apiId, '4XXError'), apiMetric(apiId, '5XXError')],
  ),
  graph('Latency (ms)', [
    apiMetric(apiId, 'Latency', 'p50'),
    apiMetric(apiId, 'Latency', 'p95'),
    apiMetric(apiId, 'Latency', 'p99'),
  ]),
  graph('Blocked by the firewalls', [
    blockedRequests(name, region),
    blockedRequests(`${name}-sign-in`, region),
  ]),
];

/** What people notice of pushes, and sends that collide. */
const realTimeRow = ({ apiId, tableName }: ProductDashboardProps): GraphWidget[] => [
  graph(
    'Connections',
    [apiMetric(apiId, 'ActiveConnections')],
    [
      apiMetric(apiId, 'ConnectClientError'),
      apiMetric(apiId, 'ConnectServerError'),
      apiMetric(apiId, 'SubscribeClientError'),
    ],
  ),
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
];

/** What the stage costs. */
const costRow = ({ tableName, triggers }: ProductDashboardProps): GraphWidget[] => [
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
];
