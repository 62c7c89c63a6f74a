import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { table } from '../../resolvers/table.js';

const period = Duration.minutes(5);

/** AppSync's metrics of one API (AppSync developer guide, "Monitoring and logging"). */
export const apiMetric = (
  apiId: string,
  metricName:
    | '5XXError'
    | '4XXError'
    | 'Latency'
    | 'Requests'
    | 'ActiveConnections'
    | 'ConnectServerError'
    | 'SubscribeServerError'
    | 'PublishDataMessageSuccess'
    | 'PublishDataMessageServerError'
    | 'InboundMessageDelayed'
    | 'InboundMessageDropped',
  statistic = 'Sum',
): Metric =>
  new Metric({
    namespace: 'AWS/AppSync',
    metricName,
    dimensionsMap: { GraphQLAPIId: apiId },
    statistic,
    period,
  });

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
    period,
  });

/** DynamoDB's own failures, by operation. */
export const tableSystemErrors = (tableName: string, operation: string): Metric =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName: 'SystemErrors',
    dimensionsMap: { TableName: tableName, Operation: operation },
    statistic: 'Sum',
    period,
  });

/** Requests that the firewall refused, by any of its rules (WAF developer guide, "Metrics"). */
export const blockedRequests = (webAcl: string, region: string): Metric =>
  new Metric({
    namespace: 'AWS/WAFV2',
    metricName: 'BlockedRequests',
    dimensionsMap: { WebACL: webAcl, Region: region, Rule: 'ALL' },
    statistic: 'Sum',
    period,
  });
