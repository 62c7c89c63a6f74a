import type { Resource } from './stacks.js';

/** Where everything is said to be. */
export const region = 'us-east-1';
export const account = '000000000000';

/** A resource as others refer to it. */
export interface Named {
  /** Its physical name: the one that the template gives, else its logical id. */
  readonly name: string;
  /** The id that the service gave it; the host gives its own. Left out: the logical id. */
  readonly id: string;
  /** `Path` of an IAM resource, which is part of its ARN: `/` or `/team/`. */
  readonly path?: string | undefined;
}

interface Kind {
  /** The property that names it. */
  readonly nameProperty?: string;
  /** Of its ARN: the service, and what comes before the name. */
  readonly arn?: readonly [service: string, prefix: string];
  /** What `GetAtt` calls its ARN, beside `Arn`. */
  readonly arnAttribute?: string;
  /** What `Ref` gives. Default: the name. */
  readonly ref?: 'arn' | 'id';
  /** What `GetAtt` gives beside `Arn`. */
  readonly attributes?: Readonly<Record<string, (one: Named) => string>>;
}

const dynamodb: Kind = {
  nameProperty: 'TableName',
  arn: ['dynamodb', 'table/'],
  attributes: {
    StreamArn: (one) => `arn:aws:dynamodb:${region}:${account}:table/${one.name}/stream/local`,
    TableId: (one) => one.id,
  },
};

/** What `Ref` and `GetAtt` give (CloudFormation's "Return values" of each resource type). */
const kinds: Readonly<Record<string, Kind>> = {
  'AWS::DynamoDB::Table': dynamodb,
  'AWS::DynamoDB::GlobalTable': dynamodb,
  'AWS::AppSync::GraphQLApi': {
    ref: 'arn',
    arn: ['appsync', 'apis/'],
    attributes: { ApiId: (one) => one.id, GraphQLEndpointArn: (one) => one.id },
  },
  'AWS::AppSync::GraphQLSchema': { ref: 'id' },
  'AWS::AppSync::ApiKey': {
    ref: 'arn',
    arn: ['appsync', 'apis/local/apikeys/'],
    attributes: { ApiKey: (one) => one.id, ApiKeyId: (one) => one.id },
  },
  'AWS::AppSync::DataSource': {
    nameProperty: 'Name',
    ref: 'arn',
    arn: ['appsync', 'apis/local/datasources/'],
    arnAttribute: 'DataSourceArn',
    attributes: { Name: (one) => one.name },
  },
  'AWS::AppSync::FunctionConfiguration': {
    ref: 'arn',
    // Older templates of CDK take the id out of the ARN: the fourth part between slashes.
    arn: ['appsync', 'apis/local/functions/'],
    arnAttribute: 'FunctionArn',
    attributes: { FunctionId: (one) => one.id, Name: (one) => one.name },
  },
  'AWS::Cognito::UserPool': {
    ref: 'id',
    arn: ['cognito-idp', 'userpool/'],
    attributes: {
      UserPoolId: (one) => one.id,
      ProviderName: (one) => `cognito-idp.${region}.amazonaws.com/${one.id}`,
      ProviderURL: (one) => `https://cognito-idp.${region}.amazonaws.com/${one.id}`,
    },
  },
  'AWS::Cognito::UserPoolClient': { ref: 'id', attributes: { ClientId: (one) => one.id } },
  'AWS::Cognito::UserPoolGroup': { nameProperty: 'GroupName' },
  'AWS::IAM::Role': { nameProperty: 'RoleName', arn: ['iam', 'role'] },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',

    ref: 'arn',
    arn: ['iam', 'policy'],
    arnAttribute: 'PolicyArn',
  },
  'AWS::Lambda::Function': { nameProperty: 'FunctionName', arn: ['lambda', 'function:'] },
  'AWS::Lambda::Alias': { ref: 'arn', arn: ['lambda', 'function:'] },
  'AWS::Lambda::Version': { ref: 'arn', arn: ['lambda', 'function:'] },
  'AWS::Logs::LogGroup': { nameProperty: 'LogGroupName', arn: ['logs', 'log-group:'] },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    arn: ['sqs', ''],
    attributes: { QueueName: (one) => one.name },
  },
  'AWS::SNS::Topic': { nameProperty: 'TopicName', ref: 'arn', arn: ['sns', ''] },
  'AWS::S3::Bucket': { nameProperty: 'BucketName', arn: ['s3', ''] },
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    arn: ['events', 'event-bus/'],
    attributes: { Name: (one) => one.name },
  },
  'AWS::KMS::Key': { ref: 'id', arn: ['kms', 'key/'], attributes: { KeyId: (one) => one.id } },
};

function arnOf(
  [service, prefix]: NonNullable<Kind['arn']>,
  { name, id, path = '' }: Named,
): string {
  const place = service === 'iam' ? `:${account}` : service === 's3' ? ':' : `${region}:${account}`;
  const own = service === 'cognito-idp' ? id : name;
  return `arn:aws:${service}:${place}:${prefix}${path}${own}`;
}

/** Whether a resource has a path in its ARN (IAM user guide, "IAM identifiers"). */
export const hasPath = ({ Type }: Resource): boolean => kinds[Type]?.arn?.[0] === 'iam';

/** The property that gives a resource its name, where its type has one. */
export const namePropertyOf = ({ Type }: Resource): string | undefined => kinds[Type]?.nameProperty;

/** What `Ref` gives. A type that the host does not know gives its name, as most do. */
export function refOf({ Type }: Resource, one: Named): string {
  const { ref, arn } = kinds[Type] ?? {};
  if (ref === 'arn' && arn) return arnOf(arn, one);
  return ref === 'id' ? one.id : one.name;
}

/** What `GetAtt` gives; undefined where the host does not know it. */
export function attributeOf({ Type }: Resource, one: Named, attribute: string): string | undefined {
  const { arn, arnAttribute, attributes } = kinds[Type] ?? {};
  if (arn && ['Arn', arnAttribute].includes(attribute)) return arnOf(arn, one);
  return attributes?.[attribute]?.(one);
}
