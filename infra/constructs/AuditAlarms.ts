import { Duration } from 'aws-cdk-lib';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AlarmTopic } from './AlarmTopic.js';

/** What an alarm looks for in the events; CloudWatch Logs filter syntax for JSON. */
const watched: Record<
  string,
  { readonly filter: (roleNames: readonly string[]) => string; readonly meaning: string }
> = {
  'foreign-item-access': {
    filter: (roleNames) =>
      all(
        '$.eventSource = "dynamodb.amazonaws.com"',
        '$.eventCategory = "Data"',
        ...roleNames.map(
          (name) => `$.userIdentity.sessionContext.sessionIssuer.userName != "${name}"`,
        ),
      ),
    meaning: 'Somebody other than the API reached for items of the table.',
  },
  'data-taken-out': {
    filter: () =>
      events('dynamodb.amazonaws.com', [
        'ExportTableToPointInTime',
        'RestoreTableToPointInTime',
        'RestoreTableFromBackup',
        'EnableKinesisStreamingDestination',
        'CreateBackup',
      ]),
    meaning: 'Somebody copied the table, or makes DynamoDB copy it.',
  },
  'protection-weakened': {
    filter: () =>
      any(
        events('dynamodb.amazonaws.com', [
          'DeleteTable',
          'DeleteBackup',
          'UpdateContinuousBackups',
          'PutResourcePolicy',
          'DeleteResourcePolicy',
          'UpdateTimeToLive',
        ]),
        events('kms.amazonaws.com', ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy']),
        events('backup.amazonaws.com', ['DeleteRecoveryPoint', 'DeleteBackupVault']),
        events('cognito-idp.amazonaws.com', ['DeleteUserPool', 'UpdateUserPool']),
      ),
    meaning: 'Somebody deletes the data or takes off what protects it.',
  },
  'api-changed': {
    filter: () =>
      any(
        events('appsync.amazonaws.com', [
          'UpdateGraphqlApi',
          'DeleteGraphqlApi',
          'CreateApiKey',
          'CreateDataSource',
          'UpdateDataSource',
          'DeleteDataSource',
          'CreateResolver',
          'UpdateResolver',
          'DeleteResolver',
          'CreateFunction',
          'UpdateFunction',
          'StartSchemaCreation',
        ]),
        events('wafv2.amazonaws.com', ['DisassociateWebACL', 'DeleteWebACL', 'UpdateWebACL']),
      ),
    meaning: 'Somebody changed the API or its firewall. A deployment does: is it one?',
  },
  'audit-weakened': {
    filter: () =>
      any(
        events('cloudtrail.amazonaws.com', [
          'StopLogging',
          'DeleteTrail',
          'UpdateTrail',
          'PutEventSelectors',
        ]),
        events('config.amazonaws.com', ['DeleteConfigRule', 'StopConfigurationRecorder']),
        events('monitoring.amazonaws.com', ['DeleteAlarms', 'DisableAlarmActions']),
      ),
    meaning: 'Somebody turns off what watches.',
  },
  'denied-access': {
    filter: () =>
      all(
        '$.eventSource = "dynamodb.amazonaws.com"',
        any('$.errorCode = "AccessDenied"', '$.errorCode = "AccessDeniedException"'),
      ),
    meaning: 'Somebody tried what they may not do with DynamoDB.',
  },
};

const all = (...terms: string[]) => `(${terms.join(' && ')})`;
const any = (...terms: string[]) => `(${terms.join(' || ')})`;
const events = (source: string, names: readonly string[]) =>
  all(`$.eventSource = "${source}"`, any(...names.map((name) => `$.eventName = "${name}"`)));

export const auditAlarmNames = Object.keys(watched);

export interface AuditAlarmsProps {
  readonly topic: AlarmTopic;
  readonly logGroup: ILogGroup;
  readonly namespace: string;
  /** The roles that use the table by right. */
  readonly roleNames: readonly string[];
}

/** One alarm for each kind of malicious or administrative use, at its first event. */
export class AuditAlarms extends Construct {
  constructor(scope: Construct, id: string, props: AuditAlarmsProps) {
    super(scope, id);
    const { topic, logGroup, namespace, roleNames } = props;
    for (const [name, { filter, meaning }] of Object.entries(watched)) {
      const found = new MetricFilter(this, name, {
        logGroup,
        metricNamespace: namespace,
        metricName: name,
        filterPattern: FilterPattern.literal(`{ ${filter(roleNames)} }`),
      });
      topic.add(name, {
        metric: found.metric({ statistic: 'Sum', period: Duration.minutes(1) }),
        threshold: 1,
        meaning,
      });
    }
  }
}
