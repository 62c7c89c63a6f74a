import { Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { AuditBucket } from './AuditBucket.js';
import { dataRemovalPolicy } from './retention.js';

interface AuditTrailProps {
  readonly name: string;
  readonly key: Key;
  readonly logRetentionDays: number;
  /** The table, and the restored table where there is one. */
  readonly tableArns: readonly string[];
  readonly apiArn: string;
  /** Roles whose table access is not recorded: it is the product's own, one priced event a request. */
  readonly unauditedRoleNames: readonly string[];
}

/** A CloudTrail of management events and of data events of this table and this API. */
export class AuditTrail extends Construct {
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { name, key, logRetentionDays } = props;
    const stack = Stack.of(this);
    const trailArn = `arn:${stack.partition}:cloudtrail:${stack.region}:${stack.account}:trail/${name}`;
    const cloudTrail = new ServicePrincipal('cloudtrail.amazonaws.com');

    const { bucket } = new AuditBucket(this, 'Bucket', { key, trailArn });
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudTrail],
        actions: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceArn': trailArn } },
      }),
    );

    this.logGroup = new LogGroup(this, 'Log', {
      retention: logRetentionDays as RetentionDays,
      encryptionKey: key,
      removalPolicy: dataRemovalPolicy(true),
    });
    const role = new Role(this, 'LogRole', {
      description: 'CloudTrail writes its log',
      // Without a condition: CloudTrail names neither trail nor account when it assumes this role, so
      // a condition on them stops delivery (prowler issue 4714). The role can write this one log.
      assumedBy: cloudTrail,
    });
    const policy = new ManagedPolicy(this, 'LogPolicy', {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [this.logGroup.logGroupArn],
        }),
      ],
    });

    const trail = new CfnTrail(this, 'Trail', {
      trailName: name,
      isLogging: true,
      s3BucketName: bucket.bucketName,
      kmsKeyId: key.keyArn,
      enableLogFileValidation: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      cloudWatchLogsLogGroupArn: this.logGroup.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
      advancedEventSelectors: eventSelectors(stack, props),
    });
    trail.node.addDependency(policy, bucket.policy!);
  }
}

const field = (fieldName: string, ...equalTo: string[]) => ({ field: fieldName, equalTo });

/** Management events, and data events of the tables, their streams and the API. */
function eventSelectors(
  { partition, account }: Stack,
  { tableArns, apiArn, unauditedRoleNames }: AuditTrailProps,
): CfnTrail.AdvancedEventSelectorProperty[] {
  const otherPrincipals =
    unauditedRoleNames.length === 0
      ? []
      : [
          {
            field: 'userIdentity.arn',
            notStartsWith: unauditedRoleNames.map(
              (name) => `arn:${partition}:sts::${account}:assumed-role/${name}/`,
            ),
          },
        ];
  const dataEvents = (
    name: string,
    type: string,
    arns: readonly string[],
    ...more: CfnTrail.AdvancedFieldSelectorProperty[]
  ) => ({
    name,
    fieldSelectors: [
      field('eventCategory', 'Data'),
      field('resources.type', type),
      { field: 'resources.ARN', startsWith: [...arns] },
      ...more,
    ],
  });
  return [
    { name: 'management', fieldSelectors: [field('eventCategory', 'Management')] },
    dataEvents(
      'items of the table and its index',
      'AWS::DynamoDB::Table',
      tableArns,
      ...otherPrincipals,
    ),
    // GetRecords reads the items of a table whose stream is on.
    dataEvents('streams of the table', 'AWS::DynamoDB::Stream', tableArns, ...otherPrincipals),
    dataEvents('requests to the API', 'AWS::AppSync::GraphQLApi', [apiArn]),
  ];
}
