import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { AuditBucket } from './AuditBucket.js';

export interface AuditTrailProps {
  readonly name: string;
  readonly key: Key;
  readonly logRetentionDays: number;
  readonly tableArn: string;
  readonly apiArn: string;
  /** Roles whose use of the table is the product at work: one event a request, and priced as such. */
  readonly unauditedRoleNames: readonly string[];
}

/** A CloudTrail of management events and of data events of this table and this API. */
export class AuditTrail extends Construct {
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: AuditTrailProps) {
    super(scope, id);
    const { name, key, logRetentionDays, tableArn, apiArn, unauditedRoleNames } = props;
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
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, 'LogRole', {
      description: 'CloudTrail writes its log',
      // Without a condition: CloudTrail names neither trail nor account when it takes on this role, and
      // delivery ends where they are asked for (prowler issue 4714). It can write this one log.
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

    const field = (fieldName: string, ...equalTo: string[]) => ({ field: fieldName, equalTo });
    const strangersOnly = unauditedRoleNames.map(
      (roleName) => `arn:${stack.partition}:sts::${stack.account}:assumed-role/${roleName}/`,
    );
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
      advancedEventSelectors: [
        { name: 'management', fieldSelectors: [field('eventCategory', 'Management')] },
        {
          name: 'items of the table and its index',
          fieldSelectors: [
            field('eventCategory', 'Data'),
            field('resources.type', 'AWS::DynamoDB::Table'),
            { field: 'resources.ARN', startsWith: [tableArn] },
            ...(strangersOnly.length > 0
              ? [{ field: 'userIdentity.arn', notStartsWith: strangersOnly }]
              : []),
          ],
        },
        {
          name: 'requests to the API',
          fieldSelectors: [
            field('eventCategory', 'Data'),
            field('resources.type', 'AWS::AppSync::GraphQLApi'),
            { field: 'resources.ARN', startsWith: [apiArn] },
          ],
        },
      ],
    });
    trail.node.addDependency(policy, bucket.policy!);
  }
}
