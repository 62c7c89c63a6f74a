import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { table } from '../../resolvers/table.js';

const fiveMinutes = Duration.minutes(5);

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
): Metric =>
  new Metric({
    namespace: 'AWS/AppSync',
    metricName,
    dimensionsMap: { GraphQLAPIId: apiId },
    statistic,
    period,
  });

/**
 * Requests to one API. AppSync's `Requests` counts all APIs of the account together; each request to
 * an API is one sample of its `Latency`.
 */
export const apiRequests = (apiId: string, period = fiveMinutes): Metric =>
  apiMetric(apiId, 'Latency', 'SampleCount', period).with({ label: 'Requests' });

/**
 * A metric of one data source or resolver, where the stage has enhanced metrics. The developer guide
 * calls the dimensions `API_Id` and `Datasource`; AWS's blog shows `GraphQLAPIId` and `DataSource`
 * ("Unlocking deeper insights with enhanced monitoring in AWS AppSync", 2025). Both are returned: one
 * of them never has data.
 */
export const enhancedMetrics = (
  apiId: string,
  of: { readonly dataSource: string } | { readonly resolver: string },
  metricName: 'Request' | 'GraphQLError',
): readonly Metric[] => {
  const dimensions: readonly Record<string, string>[] =
    'dataSource' in of
      ? [
          { API_Id: apiId, Datasource: of.dataSource },
          { GraphQLAPIId: apiId, DataSource: of.dataSource },
        ]
      : [
          { API_Id: apiId, Resolver: of.resolver },
          { GraphQLAPIId: apiId, Resolver: of.resolver },
        ];
  return dimensions.map(
    (dimensionsMap) =>
      new Metric({
        namespace: 'AWS/AppSync',
        metricName,
        dimensionsMap,
        statistic: 'Sum',
        period: fiveMinutes,
      }),
  );
};

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
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    dimensionsMap:
      of === 'index'
        ? { TableName: tableName, GlobalSecondaryIndexName: table.index.name }
        : { TableName: tableName },
    statistic: 'Sum',
    period: fiveMinutes,
  });

/** DynamoDB's own failures, by operation. */
export const tableSystemErrors = (tableName: string, operation: string): Metric =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName: 'SystemErrors',
    dimensionsMap: { TableName: tableName, Operation: operation },
    statistic: 'Sum',
    period: fiveMinutes,
  });

export interface UserPoolNames {
  readonly userPoolId: string;
  readonly clientId: string;
}

/** Cognito's metrics of one client (Cognito developer guide, "User pool metrics in CloudWatch"). */
export const userPoolMetric = (
  { userPoolId, clientId }: UserPoolNames,
  metricName: 'SignUpSuccesses' | 'SignUpThrottles' | 'SignInThrottles' | 'TokenRefreshThrottles',
  period = fiveMinutes,
): Metric =>
  new Metric({
    namespace: 'AWS/Cognito',
    metricName,
    dimensionsMap: { UserPool: userPoolId, UserPoolClient: clientId },
    statistic: 'Sum',
    period,
  });

/** AWS Backup's metrics of one vault (AWS Backup developer guide, "Monitoring with CloudWatch"). */
export const backupMetric = (
  vaultName: string,
  metricName:
    | 'NumberOfBackupJobsFailed'
    | 'NumberOfBackupJobsExpired'
    | 'NumberOfBackupJobsAborted',
): Metric =>
  new Metric({
    namespace: 'AWS/Backup',
    metricName,
    dimensionsMap: { BackupVaultName: vaultName },
    statistic: 'Sum',
    period: Duration.hours(1),
  });

/** Requests that a web ACL blocked, by any of its rules (WAF developer guide, "Metrics"). */
export const blockedRequests = (webAcl: string, region: string): Metric =>
  new Metric({
    namespace: 'AWS/WAFV2',
    metricName: 'BlockedRequests',
    dimensionsMap: { WebACL: webAcl, Region: region, Rule: 'ALL' },
    statistic: 'Sum',
    period: fiveMinutes,
  });

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
