const all = (...terms: string[]) => `(${terms.join(' && ')})`;
const any = (...terms: string[]) => `(${terms.join(' || ')})`;
const events = (source: string, names: readonly string[]) =>
  all(`$.eventSource = "${source}"`, any(...names.map((name) => `$.eventName = "${name}"`)));

/** What an alarm looks for in the events; CloudWatch Logs filter syntax for JSON. */
export const auditFilters: Record<
  string,
  { readonly filter: (roleNames: readonly string[]) => string; readonly meaning: string }
> = {
  'foreign-item-access': {
    filter: (roleNames) =>
      all(
        '$.eventSource = "dynamodb.amazonaws.com"',
        '$.eventCategory = "Data"',
        any(
          '$.userIdentity.type != "AssumedRole"',
          all(
            ...roleNames.map(
              (name) => `$.userIdentity.sessionContext.sessionIssuer.userName != "${name}"`,
            ),
          ),
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
