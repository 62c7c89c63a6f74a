import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmTopic } from './constructs/AlarmTopic.js';
import { Backups } from './constructs/Backups.js';
import { CustomerKey } from './constructs/CustomerKey.js';
import { DataSourceRoles } from './constructs/DataSourceRoles.js';
import { Firewall } from './constructs/Firewall.js';
import { LogGroups } from './constructs/LogGroups.js';
import { MessagesTable } from './constructs/MessagesTable.js';
import { MessagingApi } from './constructs/MessagingApi.js';
import { MessagingUserPool } from './constructs/MessagingUserPool.js';
import { Moderators } from './constructs/Moderators.js';
import { ProductAlarms } from './constructs/ProductAlarms.js';
import { ProductDashboard } from './constructs/ProductDashboard.js';
import { Triggers } from './constructs/Triggers.js';
import { Worker } from './constructs/Worker.js';
import type { Settings } from './settings.js';

export interface MessagingStackProps extends StackProps {
  readonly settings: Settings;
  /** The built bundles and the schema: absolute paths. */
  readonly paths: {
    readonly schema: string;
    readonly resolvers: string;
    readonly triggers: string;
  };
}

/** The product: everything that one stage of it needs, and nothing that belongs to the account. */
export class MessagingStack extends Stack {
  readonly tableArn: string;
  readonly apiArn: string;
  /** Names of the roles that use the table. */
  readonly roleNames: readonly string[];

  constructor(scope: Construct, id: string, props: MessagingStackProps) {
    super(scope, id, props);
    const { settings, paths } = props;
    const { stage, retain, capacity, mfa, introspection } = settings;
    const name = `messages-${stage}`;

    const key = settings.customerManagedKey
      ? new CustomerKey(this, 'CustomerKey', { description: `Messages of ${stage}`, retain }).key
      : undefined;
    const logGroups = new LogGroups(this, 'Logs', {
      retentionDays: settings.logRetentionDays,
      key,
      retain,
    });

    const messages = new MessagesTable(this, 'Messages', {
      capacity,
      key,
      retain,
      pointInTimeRecoveryDays: settings.pointInTimeRecoveryDays,
      restoredTable: settings.restoredTable,
      restoredTableStream: settings.restoredTableStream,
    });
    const { table } = messages;
    const { roles } = new DataSourceRoles(this, 'DataSourceRoles', { table });
    const triggers = new Triggers(this, 'Triggers', { table, logGroups, bundles: paths.triggers });
    const worker = new Worker(this, 'Worker', { name, table, logGroups, bundles: paths.triggers });
    const users = [...Object.values(roles), ...triggers.roles, worker.role];
    messages.denyAllBut(users);
    if (settings.backupRetentionDays > 0) {
      new Backups(this, 'Backups', { table, key, retentionDays: settings.backupRetentionDays });
    }

    const { userPool, client } = new MessagingUserPool(this, 'Users', {
      triggers: triggers.functions,
      mfa,
      mailFrom: settings.mailFrom,
      retain,
    });
    new Moderators(this, 'Moderators', { userPool });
    const { api } = new MessagingApi(this, 'Api', {
      name,
      schemaFile: paths.schema,
      bundles: paths.resolvers,
      table,
      roles,
      userPool,
      client,
      introspection,
      contact: settings.contact,
      reportRetentionDays: settings.reportRetentionDays,
      logGroups,
    });
    new Firewall(this, 'Firewall', { name, apiArn: api.arn, logGroups });

    const topic = new AlarmTopic(this, 'Alarms', { prefix: name, key, email: settings.alarmEmail });
    const watched = {
      apiId: api.apiId,
      tableName: table.tableName,
      triggers: triggers.functions,
    };
    new ProductAlarms(this, 'ProductAlarms', { topic, capacity, ...watched });
    worker.watch(topic);
    new ProductDashboard(this, 'Dashboard', {
      name,
      region: settings.region,
      alarms: topic.alarms,
      ...watched,
    });

    this.tableArn = table.tableArn;
    this.apiArn = api.arn;
    this.roleNames = users.map((role) => role.roleName);

    // What scripts/deploy.ts writes the client's configuration from.
    new CfnOutput(this, 'Region', { value: settings.region });
    new CfnOutput(this, 'GraphqlUrl', { value: api.graphqlUrl });
    new CfnOutput(this, 'UserPoolId', { value: userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: client.userPoolClientId });
  }
}
