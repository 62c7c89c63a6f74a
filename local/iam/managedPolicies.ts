import type { Statement } from './policy.js';

const allow = (...actions: readonly string[]): Statement => ({
  effect: 'Allow',
  actions,
  resources: ['*'],
  conditions: {},
});
const logs = allow('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents');

/**
 * AWS's own policies that functions and callers often have, with what they allow of services that the
 * host serves (AWS managed policy reference guide).
 */
const policies: Readonly<Record<string, readonly Statement[]>> = {
  AWSLambdaBasicExecutionRole: [logs],
  AWSLambdaVPCAccessExecutionRole: [logs],
  AWSXRayDaemonWriteAccess: [],
  AWSXrayWriteOnlyAccess: [],
  CloudWatchLambdaInsightsExecutionRolePolicy: [logs],
  AWSLambdaDynamoDBExecutionRole: [
    allow(
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ),
    logs,
  ],
  AmazonDynamoDBFullAccess: [allow('dynamodb:*')],
  AmazonDynamoDBFullAccess_v2: [allow('dynamodb:*')],
  AWSAppSyncInvokeFullAccess: [allow('appsync:GraphQL')],
  AdministratorAccess: [allow('*')],
};

/** The statements of one of AWS's own policies; undefined for one that is not known here, or not AWS's. */
export function managedPolicy(arn: string): readonly Statement[] | undefined {
  const [, name = ''] = /^arn:aws:iam::aws:policy\/(?:[\w-]+\/)*(\w+)$/.exec(arn) ?? [];
  return Object.hasOwn(policies, name) ? policies[name] : undefined;
}
