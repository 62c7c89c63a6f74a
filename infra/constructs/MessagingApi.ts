import {
  AuthorizationType,
  type CfnGraphQLApi,
  Definition,
  FieldLogLevel,
  GraphqlApi,
  IntrospectionConfig,
  UserPoolDefaultAction,
} from 'aws-cdk-lib/aws-appsync';
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { limits } from '../../resolvers/manifest.js';
import type { TableDataSourceName } from './DataSourceRoles.js';
import type { LogGroups } from './LogGroups.js';
import { Pipelines } from './Pipelines.js';

export interface MessagingApiProps {
  readonly name: string;
  readonly schemaFile: string;
  /** Where the bundler has put the resolvers: `<file>.js`. */
  readonly bundles: string;
  readonly table: ITableV2;
  readonly roles: Readonly<Record<TableDataSourceName, Role>>;
  readonly userPool: IUserPool;
  readonly client: IUserPoolClient;
  readonly introspection: boolean;
  readonly contact: string | undefined;
  readonly reportRetentionDays: number;
  readonly logGroups: LogGroups;
}

/** The GraphQL API: who may use it, its limits and its log; what it does is in Pipelines. */
export class MessagingApi extends Construct {
  readonly api: GraphqlApi;

  constructor(scope: Construct, id: string, props: MessagingApiProps) {
    super(scope, id);
    const { name, schemaFile, bundles, table, roles, userPool, client, introspection } = props;
    this.api = new GraphqlApi(this, 'Api', {
      name,
      definition: Definition.fromFile(schemaFile),
      authorizationConfig: {
        defaultAuthorization: {
          authorizationType: AuthorizationType.USER_POOL,
          userPoolConfig: {
            userPool,
            appIdClientRegex: client.userPoolClientId,
            defaultAction: UserPoolDefaultAction.ALLOW,
          },
        },
      },
      environmentVariables: {
        TABLE_NAME: table.tableName,
        REPORT_RETENTION_DAYS: String(props.reportRetentionDays),
        ...(props.contact === undefined ? {} : { CONTACT: props.contact }),
      },
      introspectionConfig: introspection
        ? IntrospectionConfig.ENABLED
        : IntrospectionConfig.DISABLED,
      queryDepthLimit: introspection ? limits.queryDepthWithIntrospection : limits.queryDepth,
      resolverCountLimit: limits.resolverCount,
      xrayEnabled: true,
    });
    this.#log(props.logGroups);
    new Pipelines(this, 'Pipelines', { api: this.api, table, roles, bundles });
  }

  /** Errors only, and never what was asked or answered: no text of a message is ever in a log. */
  #log(logGroups: LogGroups): void {
    const role = new Role(this, 'LogRole', {
      description: 'AppSync writes its log',
      // Without a condition, as in the guide ("Using CloudWatch to monitor and log"): that AppSync names
      // API or account here, as it does for data sources, is not documented. It can write this one log.
      assumedBy: new ServicePrincipal('appsync.amazonaws.com'),
    });
    const logGroup = logGroups.add('Api', `/aws/appsync/apis/${this.api.apiId}`);
    new ManagedPolicy(this, 'LogPolicy', {
      description: 'AppSync writes its log',
      roles: [role],
      statements: [
        new PolicyStatement({
          // The three of AWS's own policy for it, AWSAppSyncPushToCloudWatchLogs.
          actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
      ],
    });
    // Set below the L2, which would bring a Lambda function to set the log's retention.
    (this.api.node.defaultChild as CfnGraphQLApi).logConfig = {
      cloudWatchLogsRoleArn: role.roleArn,
      fieldLogLevel: FieldLogLevel.ERROR,
      excludeVerboseContent: true,
    };
  }
}
