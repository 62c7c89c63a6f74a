/**
 * The actions that CloudFormation needs for each type of resource: to create and update it, and to
 * delete it, as it does when a creation fails and is rolled back. Written by hand from the service
 * authorization reference and AWS's guides: no npm package ships the permissions of the registry's
 * handlers. Reads that all types share (Describe…, Get…, List…) are left out.
 */
export interface DeploymentActions {
  readonly make: readonly string[];
  readonly delete: readonly string[];
}

const of = (service: string, make: string, remove: string): DeploymentActions => {
  const named = (names: string) =>
    names
      .split(' ')
      .filter(Boolean)
      .map((name) => (name.includes(':') ? name : `${service}:${name}`));
  return { make: named(make), delete: named(remove) };
};

export const deploymentActions: Readonly<Record<string, DeploymentActions>> = {
  'AWS::AppSync::ApiCache': of('appsync', 'CreateApiCache UpdateApiCache', 'DeleteApiCache'),
  'AWS::AppSync::DataSource': of(
    'appsync',
    'CreateDataSource UpdateDataSource iam:PassRole',
    'DeleteDataSource',
  ),
  'AWS::AppSync::FunctionConfiguration': of(
    'appsync',
    'CreateFunction UpdateFunction s3:GetObject',
    'DeleteFunction',
  ),
  'AWS::AppSync::GraphQLApi': of(
    'appsync',
    'CreateGraphqlApi UpdateGraphqlApi PutGraphqlApiEnvironmentVariables TagResource iam:PassRole',
    'DeleteGraphqlApi',
  ),
  'AWS::AppSync::GraphQLSchema': of('appsync', 'StartSchemaCreation', ''),
  'AWS::AppSync::Resolver': of(
    'appsync',
    'CreateResolver UpdateResolver s3:GetObject',
    'DeleteResolver',
  ),
  'AWS::ApplicationAutoScaling::ScalableTarget': of(
    'application-autoscaling',
    'RegisterScalableTarget iam:PassRole',
    'DeregisterScalableTarget',
  ),
  'AWS::Backup::BackupPlan': of('backup', 'CreateBackupPlan UpdateBackupPlan', 'DeleteBackupPlan'),
  'AWS::Backup::BackupSelection': of(
    'backup',
    'CreateBackupSelection iam:PassRole',
    'DeleteBackupSelection',
  ),
  'AWS::Backup::BackupVault': of(
    'backup',
    'CreateBackupVault PutBackupVaultAccessPolicy PutBackupVaultLockConfiguration backup-storage:MountCapsule kms:CreateGrant kms:DescribeKey',
    'DeleteBackupVaultAccessPolicy DeleteBackupVaultLockConfiguration DeleteBackupVault',
  ),
  'AWS::Budgets::Budget': of('budgets', 'ModifyBudget', 'ModifyBudget'),
  'AWS::CloudFront::Distribution': of(
    'cloudfront',
    'CreateDistribution UpdateDistribution TagResource',
    'DeleteDistribution',
  ),
  'AWS::CloudFront::Function': of(
    'cloudfront',
    'CreateFunction UpdateFunction PublishFunction',
    'DeleteFunction',
  ),
  'AWS::CloudFront::OriginAccessControl': of(
    'cloudfront',
    'CreateOriginAccessControl UpdateOriginAccessControl',
    'DeleteOriginAccessControl',
  ),
  'AWS::CloudFront::ResponseHeadersPolicy': of(
    'cloudfront',
    'CreateResponseHeadersPolicy UpdateResponseHeadersPolicy',
    'DeleteResponseHeadersPolicy',
  ),
  'AWS::CloudTrail::Trail': of(
    'cloudtrail',
    'CreateTrail UpdateTrail StartLogging PutEventSelectors AddTags iam:PassRole',
    'StopLogging DeleteTrail',
  ),
  'AWS::CloudWatch::Alarm': of('cloudwatch', 'PutMetricAlarm', 'DeleteAlarms'),
  'AWS::CloudWatch::AnomalyDetector': of(
    'cloudwatch',
    'PutAnomalyDetector',
    'DeleteAnomalyDetector',
  ),
  'AWS::CloudWatch::Dashboard': of('cloudwatch', 'PutDashboard', 'DeleteDashboards'),
  'AWS::Cognito::UserPool': of(
    'cognito-idp',
    'CreateUserPool UpdateUserPool SetUserPoolMfaConfig TagResource iam:PassRole',
    'DeleteUserPool',
  ),
  'AWS::Cognito::UserPoolClient': of(
    'cognito-idp',
    'CreateUserPoolClient UpdateUserPoolClient',
    'DeleteUserPoolClient',
  ),
  'AWS::Cognito::UserPoolGroup': of('cognito-idp', 'CreateGroup UpdateGroup', 'DeleteGroup'),
  'AWS::Config::ConfigRule': of('config', 'PutConfigRule TagResource', 'DeleteConfigRule'),
  'AWS::DynamoDB::GlobalTable': of(
    'dynamodb',
    'CreateTable CreateTableReplica UpdateTable UpdateTimeToLive UpdateContinuousBackups PutResourcePolicy TagResource application-autoscaling:RegisterScalableTarget application-autoscaling:PutScalingPolicy kms:CreateGrant kms:DescribeKey',
    'DeleteTable DeleteTableReplica DeleteResourcePolicy application-autoscaling:DeregisterScalableTarget',
  ),
  'AWS::DynamoDB::Table': of(
    'dynamodb',
    'CreateTable UpdateTable UpdateTimeToLive UpdateContinuousBackups PutResourcePolicy TagResource kms:CreateGrant kms:DescribeKey',
    'DeleteTable DeleteResourcePolicy',
  ),
  'AWS::Events::Rule': of('events', 'PutRule PutTargets', 'RemoveTargets DeleteRule'),
  'AWS::IAM::ManagedPolicy': of(
    'iam',
    'CreatePolicy CreatePolicyVersion AttachRolePolicy',
    'DetachRolePolicy DeletePolicyVersion DeletePolicy',
  ),
  'AWS::IAM::Policy': of('iam', 'PutRolePolicy', 'DeleteRolePolicy'),
  'AWS::IAM::Role': of(
    'iam',
    'CreateRole UpdateAssumeRolePolicy AttachRolePolicy PutRolePolicy TagRole',
    'DetachRolePolicy DeleteRolePolicy DeleteRole',
  ),
  'AWS::KMS::Key': of(
    'kms',
    'CreateKey EnableKeyRotation PutKeyPolicy TagResource',
    'ScheduleKeyDeletion',
  ),
  'AWS::Lambda::EventInvokeConfig': of(
    'lambda',
    'PutFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig',
    'DeleteFunctionEventInvokeConfig',
  ),
  'AWS::Lambda::EventSourceMapping': of(
    'lambda',
    'CreateEventSourceMapping UpdateEventSourceMapping TagResource',
    'DeleteEventSourceMapping',
  ),
  'AWS::Lambda::Function': of(
    'lambda',
    'CreateFunction UpdateFunctionCode UpdateFunctionConfiguration TagResource iam:PassRole s3:GetObject',
    'DeleteFunction',
  ),
  'AWS::Lambda::LayerVersion': of(
    'lambda',
    'PublishLayerVersion s3:GetObject',
    'DeleteLayerVersion',
  ),
  'AWS::Lambda::Permission': of('lambda', 'AddPermission', 'RemovePermission'),
  'AWS::Logs::LogGroup': of(
    'logs',
    'CreateLogGroup PutRetentionPolicy AssociateKmsKey TagResource',
    'DeleteLogGroup',
  ),
  'AWS::Logs::MetricFilter': of('logs', 'PutMetricFilter', 'DeleteMetricFilter'),
  'AWS::S3::Bucket': of(
    's3',
    'CreateBucket PutBucketVersioning PutEncryptionConfiguration PutBucketPublicAccessBlock PutLifecycleConfiguration PutBucketOwnershipControls PutBucketLogging PutBucketTagging',
    'DeleteBucket',
  ),
  'AWS::S3::BucketPolicy': of('s3', 'PutBucketPolicy', 'DeleteBucketPolicy'),
  'AWS::SNS::Subscription': of('sns', 'Subscribe', 'Unsubscribe'),
  'AWS::SNS::Topic': of('sns', 'CreateTopic SetTopicAttributes TagResource', 'DeleteTopic'),
  'AWS::SNS::TopicPolicy': of('sns', 'SetTopicAttributes', 'SetTopicAttributes'),
  'AWS::SQS::Queue': of('sqs', 'CreateQueue SetQueueAttributes TagQueue', 'DeleteQueue'),
  'AWS::SQS::QueuePolicy': of('sqs', 'SetQueueAttributes', 'SetQueueAttributes'),
  'AWS::SecretsManager::Secret': of(
    'secretsmanager',
    'CreateSecret UpdateSecret TagResource',
    'DeleteSecret',
  ),
  'AWS::WAFv2::LoggingConfiguration': of(
    'wafv2',
    'PutLoggingConfiguration logs:CreateLogDelivery logs:PutResourcePolicy',
    'DeleteLoggingConfiguration logs:DeleteLogDelivery',
  ),
  'AWS::WAFv2::WebACL': of('wafv2', 'CreateWebACL UpdateWebACL TagResource', 'DeleteWebACL'),
  'AWS::WAFv2::WebACLAssociation': of(
    'wafv2',
    'AssociateWebACL appsync:SetWebACL cognito-idp:AssociateWebACL',
    'DisassociateWebACL cognito-idp:DisassociateWebACL',
  ),
  // BucketDeployment's custom resource: its Lambda function acts with its own role.
  'Custom::CDKBucketDeployment': of(
    's3',
    'PutObject cloudfront:CreateInvalidation lambda:InvokeFunction',
    'DeleteObject',
  ),
};

/** Deployed by the management account, which no service control policy binds. */
export const managementOnly = ['AWS::Organizations::Policy'];
