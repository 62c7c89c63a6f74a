import { Stack, type StackProps } from 'aws-cdk-lib';
import {
  ManagedRule,
  ManagedRuleIdentifiers,
  ResourceType,
  RuleScope,
} from 'aws-cdk-lib/aws-config';
import type { Construct } from 'constructs';
import type { Settings } from './settings.js';

interface ConfigRulesStackProps extends StackProps {
  readonly settings: Settings;
}

const identifiers = ManagedRuleIdentifiers;
const tables = RuleScope.fromResource(ResourceType.DYNAMODB_TABLE);

/** AWS Config's rules for the services of this product. The region's recorder belongs to the account. */
export class ConfigRulesStack extends Stack {
  constructor(scope: Construct, id: string, props: ConfigRulesStackProps) {
    super(scope, id, props);
    // Only for a rule that AWS Config runs at a change: it refuses a periodic one that has a scope
    // (cloud-custodian pull request 10008).
    const rule = (name: string, identifier: string, ruleScope?: RuleScope) =>
      new ManagedRule(this, name, {
        configRuleName: `messages-${props.settings.stage}-${name}`,
        identifier,
        ruleScope,
      });
    rule('table-recovery', identifiers.DYNAMODB_PITR_ENABLED);
    rule('table-key', identifiers.DYNAMODB_TABLE_ENCRYPTED_KMS, tables);
    rule('table-backup', identifiers.DYNAMODB_IN_BACKUP_PLAN);
    rule('table-throughput', identifiers.DYNAMODB_THROUGHPUT_LIMIT_CHECK);
    if (props.settings.capacity.mode === 'provisioned') {
      rule('table-autoscaling', identifiers.DYNAMODB_AUTOSCALING_ENABLED);
    }
    rule('trail', identifiers.CLOUD_TRAIL_ENABLED);
    rule('trail-validation', identifiers.CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED);
    rule('no-user-policies', identifiers.IAM_USER_NO_POLICIES_CHECK);
    rule('root-mfa', identifiers.ROOT_ACCOUNT_MFA_ENABLED);
  }
}
