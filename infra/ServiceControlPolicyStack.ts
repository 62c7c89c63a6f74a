import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import { deploymentRole } from './deploymentRole.js';
import type { Settings } from './settings.js';

interface ServiceControlPolicyStackProps extends StackProps {
  readonly settings: Settings;
}

/**
 * Services without a region of their own, which a region lock must not deny (Organizations user
 * guide, "Deny access to AWS based on the requested Region").
 */
const globalServices = [
  'account:*',
  'budgets:*',
  'ce:*',
  'cloudfront:*',
  'globalaccelerator:*',
  'health:*',
  'iam:*',
  'organizations:*',
  'route53:*',
  'shield:*',
  'sts:*',
  'support:*',
  'tag:*',
  'trustedadvisor:*',
  'waf:*',
  'wafv2:*',
];

const deny = (sid: string, actions: readonly string[], condition?: Record<string, unknown>) => ({
  Sid: sid,
  Effect: 'Deny',
  Action: actions,
  Resource: '*',
  ...(condition ? { Condition: condition } : {}),
});

/** Deployments create, roll back and delete: see deploymentRole.ts. */
const butDeployments = { ArnNotLike: { 'aws:PrincipalArn': deploymentRole } };

/**
 * The role of the backup plan (constructs/Backups.ts), by the name that CloudFormation makes from stack and
 * logical id. AWS Backup deletes with it what is past: its policy AWSBackupServiceRolePolicyForBackup has
 * `dynamodb:DeleteBackup` for that (AWS Backup developer guide, "Identity and access management").
 */
const butAWSBackup = {
  ArnNotLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/messages-*-Backups*' },
};

const statements = (allowedRegions: readonly string[]) => [
  {
    Sid: 'RegionLock',
    Effect: 'Deny',
    NotAction: globalServices,
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': [...allowedRegions] } },
  },
  // No stack deletes these: no exception for deployments.
  deny('BackupsStay', ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle']),
  deny('TableBackupsStay', ['dynamodb:DeleteBackup'], butAWSBackup),
  deny(
    'DataStays',
    [
      'dynamodb:DeleteTable',
      'dynamodb:DeleteTableReplica',
      'backup:DeleteBackupVault',
      'backup:PutBackupVaultAccessPolicy',
      'backup:DeleteBackupVaultAccessPolicy',
      'backup:PutBackupVaultLockConfiguration',
      'backup:DeleteBackupVaultLockConfiguration',
      'cognito-idp:DeleteUserPool',
      'kms:ScheduleKeyDeletion',
    ],
    butDeployments,
  ),
  // CloudFormation tags a global table only after it has made it (pulumi-aws-native issue 342).
  deny('TablesAreTagged', ['dynamodb:CreateTable'], {
    Null: { 'aws:RequestTag/application': 'true' },
    ...butDeployments,
  }),
  // The recorder of AWS Config belongs to the account: no stack here changes it.
  deny('RecorderStays', ['config:DeleteConfigurationRecorder', 'config:StopConfigurationRecorder']),
  deny(
    'AuditStays',
    [
      'cloudtrail:DeleteTrail',
      'cloudtrail:StopLogging',
      'cloudtrail:UpdateTrail',
      'cloudtrail:PutEventSelectors',
      'config:DeleteConfigRule',
    ],
    butDeployments,
  ),
];

/** For the organization's management account: what principals of the member accounts may not do. */
export class ServiceControlPolicyStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceControlPolicyStackProps) {
    super(scope, id, props);
    const { stage, allowedRegions } = props.settings;
    const targets = new CfnParameter(this, 'Targets', {
      type: 'CommaDelimitedList',
      description: 'Accounts or organizational units that the policy binds (ids)',
      allowedPattern: '^(\\d{12}|ou-[0-9a-z-]+|r-[0-9a-z]+)$',
    });
    new CfnPolicy(this, 'Policy', {
      name: `messages-${stage}`,
      description: 'Direct messages: region lock, and no deletion of tables, backups or trails',
      type: 'SERVICE_CONTROL_POLICY',
      targetIds: targets.valueAsList,
      content: { Version: '2012-10-17', Statement: statements(allowedRegions) },
    });
  }
}
