import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import type { Settings } from './settings.js';

export interface ServiceControlPolicyStackProps extends StackProps {
  readonly settings: Settings;
}

/**
 * Services that have no region of their own, which a region lock must leave alone (Organizations
 * user guide, "Deny access to AWS based on the requested Region").
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

/** For the organization's management account: what nobody in the member accounts may do. */
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
      content: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'RegionLock',
            Effect: 'Deny',
            NotAction: globalServices,
            Resource: '*',
            Condition: { StringNotEquals: { 'aws:RequestedRegion': [...allowedRegions] } },
          },
          {
            Sid: 'DataStays',
            Effect: 'Deny',
            Action: [
              'dynamodb:DeleteTable',
              'dynamodb:DeleteBackup',
              'dynamodb:DeleteTableReplica',
              'backup:DeleteBackupVault',
              'backup:DeleteRecoveryPoint',
              'cognito-idp:DeleteUserPool',
              'kms:ScheduleKeyDeletion',
            ],
            Resource: '*',
          },
          {
            Sid: 'TablesAreTagged',
            Effect: 'Deny',
            Action: 'dynamodb:CreateTable',
            Resource: '*',
            // CloudFormation tags a global table only after it has made it (pulumi-aws-native issue 342).
            Condition: {
              Null: { 'aws:RequestTag/application': 'true' },
              ArnNotLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/cdk-*-cfn-exec-role-*' },
            },
          },
          {
            Sid: 'AuditStays',
            Effect: 'Deny',
            Action: [
              'cloudtrail:DeleteTrail',
              'cloudtrail:StopLogging',
              'cloudtrail:PutEventSelectors',
              'config:DeleteConfigRule',
              'config:DeleteConfigurationRecorder',
              'config:StopConfigurationRecorder',
            ],
            Resource: '*',
          },
        ],
      },
    });
  }
}
