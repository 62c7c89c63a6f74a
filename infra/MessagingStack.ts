import { CfnOutput, type CfnResource, Stack, type StackProps } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { AccountDeletions } from './constructs/AccountDeletions.js';
import { ApiFirewall } from './constructs/ApiFirewall.js';
import { Backups } from './constructs/Backups.js';
import { CustomerKey } from './constructs/CustomerKey.js';
import { DeletedAccounts } from './constructs/DeletedAccounts.js';
import { DataSourceRoles } from './constructs/DataSourceRoles.js';
import { LogGroups } from './constructs/LogGroups.js';
import { MessagesTable } from './constructs/MessagesTable.js';
import { MessagingApi } from './constructs/MessagingApi.js';
import { MessagingUserPool } from './constructs/MessagingUserPool.js';
import { Moderators } from './constructs/Moderators.js';
import { SignInFirewall } from './constructs/SignInFirewall.js';
import { Sweep } from './constructs/Sweep.js';
import { Triggers } from './constructs/Triggers.js';
import { productRolePath } from './productRolePath.js';
import { type StageEndpoints, Watch } from './constructs/Watch.js';
import { Worker } from './constructs/Worker.js';
import type { Settings } from './settings.js';

interface MessagingStackProps extends StackProps {
  readonly settings: Settings;
  /** The built bundles and the schema: absolute paths. */
  readonly paths: {
    readonly schema: string;
    readonly resolvers: string;
    readonly triggers: string;
    readonly canary: string;
  };
}

/** The product: all of one stage, and nothing that belongs to the account. */
export class MessagingStack extends Stack {
  /** The table, and the restored table where there is one. */
  readonly tableArns: readonly string[];
  readonly apiArn: string;
  readonly endpoints: StageEndpoints;
  /** Names of the roles that use the table. */
  readonly roleNames: readonly string[];
  readonly #props: MessagingStackProps;

  constructor(scope: Construct, id: string, props: MessagingStackProps) {
    super(scope, id, props);
    this.#props = props;
    const { settings } = props;
    const key = this.#addKey();
    const logGroups = new LogGroups(this, 'Logs', {
      retentionDays: settings.logRetentionDays,
      key,
      retain: settings.retain,
    });

    const data = this.#addData(key, logGroups);
    const { userPool, client } = new MessagingUserPool(this, 'Users', {
      ...settings,
      triggers: data.triggers.functions,
    });
    data.worker.mayDeleteAccounts(userPool);
    data.accountDeletions.mayFindAccounts(userPool);
    new Moderators(this, 'Moderators', { userPool });
    const { api, lastPart } = new MessagingApi(this, 'Api', {
      ...settings,
      name: this.#name,
      schemaFile: props.paths.schema,
      bundles: props.paths.resolvers,
      table: data.table,
      roles: data.roles,
      userPool,
      client,
      logGroups,
    });
    this.#addFirewalls(api.arn, userPool.userPoolArn, logGroups).addResourceDependency(lastPart);

    this.tableArns = data.tableArns;
    this.apiArn = api.arn;
    this.roleNames = data.roleNames;
    this.endpoints = {
      graphqlUrl: api.graphqlUrl,
      userPoolId: userPool.userPoolId,
      userPoolClientId: client.userPoolClientId,
    };
    new Watch(this, 'Watch', {
      name: this.#name,
      settings,
      key,
      logGroups,
      apiId: api.apiId,
      endpoints: this.endpoints,
      tableName: data.table.tableName,
      triggers: data.triggers.functions,
      watched: [data.worker, ...data.sweep, data.accountDeletions],
      vaultName: data.vaultName,
      canaryBundle: props.paths.canary,
    });
    this.#addOutputs();
  }

  get #name(): string {
    return `messages-${this.#props.settings.stage}`;
  }

  /** Only where the stage has a key of its own. */
  #addKey(): IKey | undefined {
    const { customerManagedKey, stage, retain } = this.#props.settings;
    if (!customerManagedKey) return undefined;
    const description = `Messages of ${stage}`;
    return new CustomerKey(this, 'CustomerKey', { description, retain }).key;
  }

  /** Table, backups, and the roles, triggers, worker and sweep that use the table. */
  #addData(key: IKey | undefined, logGroups: LogGroups) {
    const { settings, paths } = this.#props;
    const rolePath = productRolePath(settings.stage);
    const messages = new MessagesTable(this, 'Messages', { ...settings, key });
    const { table, tableArns } = messages;
    const { roles } = new DataSourceRoles(this, 'DataSourceRoles', { rolePath, table });
    const common = { rolePath, table, logGroups, bundles: paths.triggers };
    const triggers = new Triggers(this, 'Triggers', common);
    const deletedAccounts = new DeletedAccounts(this, 'DeletedAccounts', { ...settings, key });
    const worker = new Worker(this, 'Worker', { ...common, name: this.#name, deletedAccounts });
    const accountDeletions = new AccountDeletions(this, 'AccountDeletions', common);
    const { messageRetentionDays } = settings;
    // Only where the stage keeps messages for so many days.
    const sweep =
      messageRetentionDays === undefined
        ? []
        : [new Sweep(this, 'Sweep', { ...common, messageRetentionDays })];
    const functions = [worker, accountDeletions, ...sweep].map(({ role }) => role);
    const users = [...Object.values(roles), ...triggers.roles, ...functions];
    messages.denyAllBut(users);
    deletedAccounts.denyChangesToAllBut(worker.role);
    const backups =
      settings.backupRetentionDays > 0
        ? new Backups(this, 'Backups', {
            name: this.#name,
            table,
            key,
            retentionDays: settings.backupRetentionDays,
            schedule: settings.backupSchedule,
          })
        : undefined;
    new CfnOutput(this, 'DeletedAccountsTable', { value: deletedAccounts.table.tableName });
    return {
      table,
      tableArns,
      roles,
      triggers,
      worker,
      sweep,
      accountDeletions,
      vaultName: backups?.vaultName,
      roleNames: users.map((role) => role.roleName),
    };
  }

  /** @returns the association that changes the API. */
  #addFirewalls(apiArn: string, userPoolArn: string, logGroups: LogGroups): CfnResource {
    const { webAcl } = new ApiFirewall(this, 'Firewall', { name: this.#name, apiArn, logGroups });
    new SignInFirewall(this, 'SignInFirewall', {
      name: `${this.#name}-sign-in`,
      userPoolArn,
      logGroups,
    });
    return webAcl.association;
  }

  /** What scripts/deploy.ts writes the client's configuration from. */
  #addOutputs(): void {
    const { graphqlUrl, userPoolId, userPoolClientId } = this.endpoints;
    new CfnOutput(this, 'Region', { value: this.#props.settings.region });
    new CfnOutput(this, 'GraphqlUrl', { value: graphqlUrl });
    new CfnOutput(this, 'UserPoolId', { value: userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: userPoolClientId });
  }
}
