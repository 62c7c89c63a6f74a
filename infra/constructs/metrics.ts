import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { table } from '../../resolvers/table.js';

const fiveMinutes = Duration.minutes(5);

/** A metric's sum of five minutes, where nothing else is said. */
const metric = (
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  { statistic = 'Sum', period = fiveMinutes } = {},
): Metric => new Metric({ namespace, metricName, dimensionsMap, statistic, period });

/** AppSync's metrics of one API (AppSync developer guide, "Monitoring and logging"). */
export const apiMetric = (
  apiId: string,
  metricName:
    | '5XXError'
    | '4XXError'
    | 'Latency'
    | 'ActiveConnections'
    | 'ConnectRequests'
    | 'ConnectClientError'
    | 'ConnectServerError'
    | 'SubscribeClientError'
    | 'SubscribeServerError'
    | 'PublishDataMessageSuccess'
    | 'PublishDataMessageServerError'
    | 'OutboundMessages'
    | 'InboundMessageFailure'
    | 'InboundMessageDelayed'
    | 'InboundMessageDropped',
  statistic = 'Sum',
  period = fiveMinutes,
): Metric => metric('AWS/AppSync', metricName, { GraphQLAPIId: apiId }, { statistic, period });

/**
 * Requests to one API. AppSync's `Requests` counts all APIs of the account together; each request to
 * an API is one sample of its `Latency`.
 */
export const apiRequests = (apiId: string, period = fiveMinutes): Metric =>
  apiMetric(apiId, 'Latency', 'SampleCount', period).with({ label: 'Requests' });

/**
 * The part of the requests of one data source or resolver that failed, where the stage has enhanced
 * metrics. The developer guide calls the dimensions `API_Id` and `Datasource`; AWS's blog shows
 * `GraphQLAPIId` and `DataSource` ("Unlocking deeper insights with enhanced monitoring in AWS AppSync",
 * 2025). Both are asked: one of them never has data.
 */
export function failedRequests(
  apiId: string,
  of: { readonly dataSource: string } | { readonly resolver: string },
): MathExpression {
  const [guide, blog] =
    'dataSource' in of
      ? [{ Datasource: of.dataSource }, { DataSource: of.dataSource }]
      : [{ Resolver: of.resolver }, { Resolver: of.resolver }];
  const both = (metricName: 'Request' | 'GraphQLError') => [
    metric('AWS/AppSync', metricName, { API_Id: apiId, ...guide }),
    metric('AWS/AppSync', metricName, { GraphQLAPIId: apiId, ...blog }),
  ];
  return failedPercent(both('Request'), both('GraphQLError'), 10);
}

/** DynamoDB's metrics of the table or of its index (DynamoDB developer guide, "Metrics and dimensions"). */
export const tableMetric = (
  tableName: string,
  metricName:
    | 'TransactionConflict'
    | 'ReadThrottleEvents'
    | 'WriteThrottleEvents'
    | 'ConsumedReadCapacityUnits'
    | 'ConsumedWriteCapacityUnits'
    | 'ConditionalCheckFailedRequests',
  of: 'table' | 'index' = 'table',
): Metric =>
  metric('AWS/DynamoDB', metricName, {
    TableName: tableName,
    ...(of === 'index' && { GlobalSecondaryIndexName: table.index.name }),
  });

/** DynamoDB's own failures, by operation. */
export const tableSystemErrors = (tableName: string, operation: string): Metric =>
  metric('AWS/DynamoDB', 'SystemErrors', { TableName: tableName, Operation: operation });

export interface UserPoolNames {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

/** Cognito's metrics of one client (Cognito developer guide, "User pool metrics in CloudWatch"). */
export const userPoolMetric = (
  { userPoolId, userPoolClientId }: UserPoolNames,
  metricName: 'SignUpSuccesses' | 'SignUpThrottles' | 'SignInThrottles' | 'TokenRefreshThrottles',
  period = fiveMinutes,
): Metric =>
  metric(
    'AWS/Cognito',
    metricName,
    { UserPool: userPoolId, UserPoolClient: userPoolClientId },
    { period },
  );

/** AWS Backup's metrics of one vault (AWS Backup developer guide, "Monitoring with CloudWatch"). */
export const backupMetric = (
  vaultName: string,
  metricName:
    | 'NumberOfBackupJobsFailed'
    | 'NumberOfBackupJobsExpired'
    | 'NumberOfBackupJobsAborted',
): Metric =>
  metric('AWS/Backup', metricName, { BackupVaultName: vaultName }, { period: Duration.hours(1) });

/** Requests that a web ACL blocked, by any of its rules (WAF developer guide, "Metrics"). */
export const blockedRequests = (webAcl: string, region: string): Metric =>
  metric('AWS/WAFV2', 'BlockedRequests', { WebACL: webAcl, Region: region, Rule: 'ALL' });

/**
 * The sum of metrics that have no value while nothing happens. `a + b` has none where either is
 * missing (CloudWatch user guide, "Using math expressions").
 */
export function sum(usingMetrics: Record<string, Metric>): MathExpression {
  return new MathExpression({
    expression: 'SUM(FILL(METRICS(), 0))',
    usingMetrics,
    period: Object.values(usingMetrics)[0]!.period,
    label: Object.keys(usingMetrics).join(', '),
  });
}

/**
 * The part of all requests that failed, in percent; 0 while there are too few requests to tell.
 * @param atLeast requests in a period.
 */
export function failedPercent(
  requests: readonly Metric[],
  failed: readonly Metric[],
  atLeast: number,
): MathExpression {
  const usingMetrics = Object.fromEntries([
    ...requests.map((metric, index) => [`request${index}`, metric] as const),
    ...failed.map((metric, index) => [`failed${index}`, metric] as const),
  ]);
  const total = (prefix: string) => `SUM(FILL(METRICS("${prefix}"), 0))`;
  return new MathExpression({
    expression: `IF(${total('request')} >= ${atLeast}, 100 * ${total('failed')} / ${total('request')}, 0)`,
    usingMetrics,
    period: fiveMinutes,
    label: '% failed',
  });
}
