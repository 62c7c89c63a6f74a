import type { Scope } from './scope.js';
import type { NotServed } from './parts/resolvers.js';

/** Types that the host serves, or asks for their properties. */
const served = [
  'AWS::AppSync::ApiCache',
  'AWS::AppSync::ApiKey',
  'AWS::AppSync::DataSource',
  'AWS::AppSync::FunctionConfiguration',
  'AWS::AppSync::GraphQLApi',
  'AWS::AppSync::GraphQLSchema',
  'AWS::AppSync::Resolver',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
];

/** Types without which an API works just the same: logs, alarms, keys, permissions to be called. */
const quiet = [
  'AWS::CDK::Metadata',
  'Custom::LogRetention',
  'AWS::Budgets::Budget',
  'AWS::Cognito::UserPoolGroup',
  'AWS::Lambda::Permission',
  'AWS::Lambda::LayerVersion',
  /^AWS::CloudWatch::/,
  /^AWS::Backup::/,
  /^AWS::IAM::/,
  /^AWS::KMS::/,
  /^AWS::Logs::/,
  /^AWS::SNS::/,
  /^AWS::SQS::/,
  /^AWS::SSM::/,
  /^AWS::WAFv2::/,
  /^AWS::XRay::/,
];

const isQuiet = (type: string): boolean =>
  quiet.some((one) => (typeof one === 'string' ? one === type : one.test(type)));

/** The resources of the templates that the host passes over, but for those that change nothing. */
export const notServedTypes = (scopes: readonly Scope[]): NotServed[] =>
  scopes.flatMap(({ resources }) =>
    [...resources]
      .filter(([, { Type }]) => !served.includes(Type) && !isQuiet(Type))
      .map(([logicalId, { Type }]) => ({ logicalId, text: `${Type} is not served` })),
  );
