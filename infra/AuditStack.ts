import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmTopic } from './constructs/AlarmTopic.js';
import { AuditAlarms } from './constructs/AuditAlarms.js';
import { AuditTrail } from './constructs/AuditTrail.js';
import { CustomerKey } from './constructs/CustomerKey.js';
import type { Settings } from './settings.js';

interface AuditStackProps extends StackProps {
  readonly settings: Settings;
  readonly tableArns: readonly string[];
  readonly apiArn: string;
  readonly roleNames: readonly string[];
}

/**
 * Records who uses table and API, and raises alarms on it. The product's own roles cannot reach the
 * records.
 */
export class AuditStack extends Stack {
  constructor(scope: Construct, id: string, props: AuditStackProps) {
    super(scope, id, props);
    const { settings, tableArns, apiArn, roleNames } = props;
    const { key } = new CustomerKey(this, 'CustomerKey', {
      description: `Audit trail of ${settings.stage}`,
      retain: true,
    });
    const trail = new AuditTrail(this, 'Trail', {
      name: `messages-${settings.stage}-audit`,
      key,
      logRetentionDays: settings.logRetentionDays,
      tableArns,
      apiArn,
      unauditedRoleNames: settings.auditOwnRoles ? [] : roleNames,
    });
    const topic = new AlarmTopic(this, 'Alarms', {
      prefix: `messages-${settings.stage}`,
      key,
      email: settings.alarmEmail,
    });
    new AuditAlarms(this, 'AuditAlarms', {
      topic,
      logGroup: trail.logGroup,
      namespace: `messages-${settings.stage}/audit`,
      stage: settings.stage,
    });
  }
}
