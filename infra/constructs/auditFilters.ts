import { productRolePath } from '../productRolePath.js';

const all = (...terms: string[]) => `(${terms.join(' && ')})`;
const any = (...terms: string[]) => `(${terms.join(' || ')})`;
const events = (source: string, names: readonly string[]) =>
  all(`$.eventSource = "${source}"`, any(...names.map((name) => `$.eventName = "${name}"`)));

/** The search of each alarm in the events, in CloudWatch Logs' filter syntax for JSON. */
export const auditFilters: Record<
  string,
  { readonly filter: (stage: string) => string; readonly meaning: string }
> = {
  'foreign-item-access': {
    // Data events of the table and, as GetRecords, of its stream.
    filter: (stage) =>
      all(
        '$.eventSource = "dynamodb.amazonaws.com"',
        '$.eventCategory = "Data"',
        any(
          '$.userIdentity.type != "AssumedRole"',
          `$.userIdentity.sessionContext.sessionIssuer.arn != "*:role${productRolePath(stage)}*"`,
        ),
      ),
    meaning: 'A principal other than the API used items of the table or its stream.',
  },
  'data-taken-out': {
    filter: () =>
      events('dynamodb.amazonaws.com', [
        'ExportTableToPointInTime',
        'RestoreTableToPointInTime',
        'RestoreTableFromBackup',
        'EnableKinesisStreamingDestination',
      ]),
    meaning: 'A principal copied the table, or made DynamoDB copy it.',
  },
  'protection-weakened': {
    filter: () =>
      any(
        events('dynamodb.amazonaws.com', [
          'DeleteTable',
          'DeleteBackup',
          'UpdateTable',
          'UpdateContinuousBackups',
          'PutResourcePolicy',
          'DeleteResourcePolicy',
          'UpdateTimeToLive',
        ]),
        events('kms.amazonaws.com', ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy']),
        events('cognito-idp.amazonaws.com', ['DeleteUserPool', 'UpdateUserPool']),
      ),
    meaning: 'A principal deletes data, or removes what protects it. A deployment does: is it one?',
  },
  'backups-weakened': {
    filter: () =>
      events('backup.amazonaws.com', [
        'DeleteRecoveryPoint',
        'UpdateRecoveryPointLifecycle',
        'DeleteBackupVault',
        'PutBackupVaultAccessPolicy',
        'DeleteBackupVaultAccessPolicy',
        'PutBackupVaultLockConfiguration',
        'DeleteBackupVaultLockConfiguration',
        'UpdateBackupPlan',
        'DeleteBackupPlan',
        'DeleteBackupSelection',
      ]),
    meaning: 'A principal deletes backups, or removes what makes and protects them.',
  },
  'roles-changed': {
    filter: (stage) =>
      all(
        '$.eventSource = "iam.amazonaws.com"',
        any(
          ...['UpdateAssumeRolePolicy', 'PutRolePolicy', 'AttachRolePolicy'].map(
            (name) => `$.eventName = "${name}"`,
          ),
        ),
        // The event has the role's name alone. CloudFormation begins it with the stack's name, cut.
        any(
          ...[`${`messages-${stage}`.slice(0, 20)}*`, 'cdk-*'].map(
            (name) => `$.requestParameters.roleName = "${name}"`,
          ),
        ),
      ),
    meaning:
      'A principal changed who may use a role of the product or of deployments, or for what.',
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
    meaning: 'A principal changed the API or its firewall. A deployment does: is it one?',
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
        events('logs.amazonaws.com', [
          'DeleteLogGroup',
          'DeleteLogStream',
          'DeleteMetricFilter',
          'PutRetentionPolicy',
        ]),
        events('sns.amazonaws.com', ['Unsubscribe', 'DeleteTopic', 'SetTopicAttributes']),
      ),
    meaning: 'A principal turns off the audit, its log, or its alarms.',
  },
  'denied-access': {
    filter: () =>
      all(
        '$.eventSource = "dynamodb.amazonaws.com"',
        any('$.errorCode = "AccessDenied"', '$.errorCode = "AccessDeniedException"'),
      ),
    meaning: 'A principal tried a DynamoDB action that it is not allowed.',
  },
};
