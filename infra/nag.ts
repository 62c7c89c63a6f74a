import { type App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag';

/** A finding of cdk-nag that is accepted: its rules, the type of resource, and the reason. */
interface Acknowledgement {
  /** `REGION` is the region of the stack. */
  readonly rules: readonly string[];
  readonly on: string;
  /** Only in stages without a key of their own. */
  readonly withoutKey?: true;
  readonly reason: string;
}

/** A rule that the packs of HIPAA and NIST 800-53 both have. */
const inBoth = (rule: string) => [`HIPAA.Security-${rule}`, `NIST.800.53.R5-${rule}`];

/**
 * Every accepted finding. A finding that is not here fails synthesis. One that no longer occurs fails
 * a test.
 *
 * The packs' rules about DynamoDB check `AWS::DynamoDB::Table` only, and the table of the messages is a
 * `GlobalTable` of one region. test/infra/table.test.ts checks its recovery, backup, key and scaling.
 */
export const acknowledgements: readonly Acknowledgement[] = [
  {
    rules: ['AwsSolutions-ASC3'],
    on: 'AWS::AppSync::GraphQLApi',
    reason:
      'The rule wants verbose request logs. Verbose content is the messages themselves and the headers with the access tokens; this API logs errors only, and requests are audited by CloudTrail and WAF, which hold neither.',
  },
  {
    rules: ['AwsSolutions-COG8'],
    on: 'AWS::Cognito::UserPool',
    reason:
      'The Plus plan costs $0.02 a month for every active user, a third more than Essentials and without its 10,000 free ones. Its threat protection answers stolen passwords; optional MFA, compulsory where `mfa` is `required`, SRP and short tokens answer the same.',
  },
  {
    rules: ['AwsSolutions-COG2'],
    on: 'AWS::Cognito::UserPool',
    reason:
      'Members of a social app choose for themselves whether they want a second factor (TOTP). A deployment for staff or for a regulated use sets `mfa` to `required`.',
  },
  {
    rules: inBoth('LambdaConcurrency'),
    on: 'AWS::Lambda::Function',
    reason:
      'Only Cognito calls the triggers, and Cognito has quotas of its own for sign-up and sign-in; a shard of the stream calls the worker once at a time. A schedule calls the sweep once an hour. A reserve would take capacity from the account, and a limit would keep people from signing in.',
  },
  {
    rules: inBoth('LambdaDLQ'),
    on: 'AWS::Lambda::Function',
    reason:
      'A dead-letter queue serves asynchronous invocations. Cognito waits for its triggers and tells the caller when one fails; there is no event to keep. The worker has a queue, at its event source, which the rule does not see; a call of its schedule is made again five minutes later. What the sweep did not get through, it does the next day. The function for accounts that are deleted in the user pool has one as its destination for failures.',
  },
  {
    rules: inBoth('DynamoDBInBackupPlan'),
    on: 'AWS::DynamoDB::Table',
    reason:
      'The list of deleted accounts must not go back in time: it is what a restore of the other table deletes again from. A backup of it would be older than the list. It refuses deletion and has point-in-time recovery.',
  },
  {
    rules: ['AwsSolutions-SQS3'],
    on: 'AWS::SQS::Queue',
    reason:
      'The queues are themselves where the records and events go that a function has failed on. The rule knows dead-letter queues of other queues only, and not those of an event source mapping or of a function.',
  },
  {
    rules: inBoth('LambdaInsideVPC'),
    on: 'AWS::Lambda::Function',
    reason:
      'The triggers and the worker talk to DynamoDB alone, over TLS, with a role that is limited to one table and kind of item. A VPC would add cold starts to sign-in and an endpoint that AppSync, which reads and writes the same table, could not use.',
  },
  {
    rules: inBoth('CloudWatchLogGroupEncrypted'),
    on: 'AWS::Logs::LogGroup',
    withoutKey: true,
    reason:
      'Stages without a customer key hold invented people only; CloudWatch Logs encrypts with its own key. Production has a customer key, which synthesis insists on.',
  },
  {
    rules: inBoth('SNSEncryptedKMS'),
    on: 'AWS::SNS::Topic',
    withoutKey: true,
    reason:
      'CloudWatch cannot publish to a topic under the key that AWS manages, only under a customer key, which production has. What the topic carries is names of alarms and numbers.',
  },
  {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
    ],
    on: 'AWS::IAM::Role',
    reason:
      'The policy that AWS keeps for AWS Backup, on a role that only AWS Backup can assume. A copy of our own would miss what AWS adds to it, and backups would fail.',
  },
  {
    rules: inBoth('S3BucketReplicationEnabled'),
    on: 'AWS::S3::Bucket',
    reason:
      'A replica in another region would carry personal data (who used the API, from where) out of the regions that are allowed. The buckets are versioned and outlive their stack; an organization that wants a second copy has its own trail.',
  },
  {
    rules: inBoth('S3DefaultEncryptionKMS'),
    on: 'AWS::S3::Bucket',
    reason:
      'The bucket of access logs: S3 delivers server access logs only to a bucket under its own key (SSE-S3). The bucket of the events themselves has the customer key.',
  },
  {
    rules: ['AwsSolutions-SMG4', ...inBoth('SecretsManagerRotationEnabled')],
    on: 'AWS::SecretsManager::Secret',
    reason:
      'The secret holds the passwords of the two synthetic people of the canary, who can read nothing but their own conversation. A rotation would need a function that may set passwords in the user pool, which nothing else here may.',
  },
  {
    rules: inBoth('SecretsManagerUsingKMSKey'),
    on: 'AWS::SecretsManager::Secret',
    withoutKey: true,
    reason:
      'Secrets Manager encrypts with the key that AWS manages. The secret of the canary is two synthetic people of a stage that holds invented people only. Production has a customer key, and the secret is under it.',
  },
  {
    rules: ['AwsSolutions-S1', ...inBoth('S3BucketLoggingEnabled')],
    on: 'AWS::S3::Bucket',
    reason:
      'The bucket of the web client holds built files that anyone may read, and no data of people. Only CloudFront reads it. An access log would hold nothing but the addresses of readers, which are personal data.',
  },
  {
    rules: ['AwsSolutions-CFR1', 'AwsSolutions-CFR2', 'AwsSolutions-CFR3', 'AwsSolutions-CFR4'],
    on: 'AWS::CloudFront::Distribution',
    reason:
      'The distribution serves static files to everyone: no country is excluded, a firewall would protect nothing, a log would hold only addresses of readers. The minimum TLS version is fixed by AWS for the domain cloudfront.net; a domain of the stage needs a certificate of its own.',
  },
  {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ],
    on: 'AWS::IAM::Role',
    reason:
      "The role of CDK's own function that copies the client's files at a deployment. CDK attaches the policy; it allows the function to write its log and nothing else.",
  },
  {
    rules: [
      'AwsSolutions-IAM5[Action::s3:GetBucket*]',
      'AwsSolutions-IAM5[Action::s3:GetObject*]',
      'AwsSolutions-IAM5[Action::s3:List*]',
      'AwsSolutions-IAM5[Action::s3:Abort*]',
      'AwsSolutions-IAM5[Action::s3:DeleteObject*]',
      'AwsSolutions-IAM5[Resource::arn:aws:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-REGION/*]',
      'AwsSolutions-IAM5[Resource::<Files8E6940B8.Arn>/*]',
      'AwsSolutions-IAM5[Resource::*]',
      ...inBoth('IAMNoInlinePolicy'),
    ],
    on: 'AWS::IAM::Policy',
    reason:
      "CDK's own function that copies the client's files at a deployment: it reads the assets bucket, writes the client's bucket, and invalidates CloudFront, whose action takes no narrower resource. It reaches no data of people.",
  },
  {
    rules: ['AwsSolutions-L1'],
    on: 'AWS::Lambda::Function',
    reason:
      "CDK's own function that copies the client's files at a deployment. CDK chooses its runtime, and moves it with its own releases. The triggers and the canary run on the newest Node.js.",
  },
];

/** The rule packs for every stack. */
export const packs = (app: App) => [
  new AwsSolutionsChecks(app),
  new HIPAASecurityChecks(app),
  new NIST80053R5Checks(app),
];

/** Makes synthesis fail on a finding of the packs that is not acknowledged. */
export function addNag(app: App): void {
  for (const stack of app.node.children) if (Stack.isStack(stack)) acknowledge(stack);
  Validations.of(app).addPlugins(...packs(app));
}

function acknowledge(stack: Stack): void {
  const all = stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  const hasKey = all.some(({ cfnResourceType }) => cfnResourceType === 'AWS::KMS::Key');
  for (const resource of all) {
    for (const { rules, on, withoutKey, reason } of acknowledgements) {
      if (resource.cfnResourceType !== on || (withoutKey && hasKey)) continue;
      Validations.of(resource).acknowledge(
        ...rules.map((rule) => ({ id: rule.replace('REGION', stack.region), reason })),
      );
    }
  }
}
