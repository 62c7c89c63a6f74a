import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { dataRemovalPolicy } from './retention.js';

interface AuditBucketProps {
  readonly key: Key;
  /** The one trail that may write here. */
  readonly trailArn: string;
}

/** The bucket of a trail's events, and a log of who read them. */
export class AuditBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { key, trailArn }: AuditBucketProps) {
    super(scope, id);
    const kept: BucketProps = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: dataRemovalPolicy(true),
      lifecycleRules: [
        {
          expiration: Duration.days(400),
          // In a versioned bucket, an expired or deleted object stays as a noncurrent version.
          noncurrentVersionExpiration: Duration.days(30),
        },
      ],
    };
    this.bucket = new Bucket(this, 'Events', {
      ...kept,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: new Bucket(this, 'AccessLog', {
        ...kept,
        encryption: BucketEncryption.S3_MANAGED,
      }),
    });
    // CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail".
    const may = (action: string, resource: string) =>
      this.bucket.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
          actions: [action],
          resources: [resource],
          conditions: { StringEquals: { 'aws:SourceArn': trailArn } },
        }),
      );
    may('s3:GetBucketAcl', this.bucket.bucketArn);
    may('s3:PutObject', this.bucket.arnForObjects(`AWSLogs/${Stack.of(this).account}/*`));
  }
}
