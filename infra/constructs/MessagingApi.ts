import type { CfnResource } from 'aws-cdk-lib';
import {
  AuthorizationType,
  type CfnGraphQLApi,
  DataSourceLevelMetricsBehavior,
  Definition,
  FieldLogLevel,
  GraphqlApi,
  IntrospectionConfig,
  OperationLevelMetricsConfig,
  ResolverLevelMetricsBehavior,
  UserPoolDefaultAction,
} from 'aws-cdk-lib/aws-appsync';
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { limits } from '../../resolvers/manifest.js';
import type { Settings } from '../settings.js';
import { chainApiParts } from './chain.js';
import type { LogGroups } from './LogGroups.js';
import { Pipelines, type ResolverProps } from './Pipelines.js';

interface MessagingApiProps
  extends
    ResolverProps,
    Pick<
      Settings,
      'introspection' | 'typing' | 'contact' | 'reportRetentionDays' | 'messageRetentionDays'
    > {
  readonly name: string;
  readonly schemaFile: string;
  readonly userPool: IUserPool;
  readonly client: IUserPoolClient;
  readonly logGroups: LogGroups;
}

/** The GraphQL API: its callers, its limits, its log. Pipelines holds its resolvers. */
export class MessagingApi extends Construct {
  readonly api: GraphqlApi;
  /** The part that CloudFormation makes last. */
  readonly lastPart: CfnResource;

  constructor(scope: Construct, id: string, props: MessagingApiProps) {
    super(scope, id);
    const { name, schemaFile, userPool, client, introspection, enhancedMetrics } = props;
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
        TABLE_NAME: props.table.tableName,
        REPORT_RETENTION_DAYS: String(props.reportRetentionDays),
        ...(props.typing ? {} : { TYPING: 'off' }),
        ...(props.profileCache ? { PROFILE_CACHE: 'on' } : {}),
        ...(props.contact === undefined ? {} : { CONTACT: props.contact }),
        ...(props.messageRetentionDays === undefined
          ? {}
          : { MESSAGE_RETENTION_DAYS: String(props.messageRetentionDays) }),
      },
      introspectionConfig: introspection
        ? IntrospectionConfig.ENABLED
        : IntrospectionConfig.DISABLED,
      queryDepthLimit: introspection ? limits.queryDepthWithIntrospection : limits.queryDepth,
      resolverCountLimit: limits.resolverCount,
      xrayEnabled: true,
      enhancedMetricsConfig: enhancedMetrics
        ? {
            dataSourceLevelMetricsBehavior: DataSourceLevelMetricsBehavior.PER_DATA_SOURCE_METRICS,
            resolverLevelMetricsBehavior: ResolverLevelMetricsBehavior.PER_RESOLVER_METRICS,
            operationLevelMetricsConfig: OperationLevelMetricsConfig.DISABLED,
          }
        : undefined,
    });
    this.#log(props.logGroups);
    new Pipelines(this, 'Pipelines', { ...props, api: this.api });
    this.lastPart = chainApiParts(this);
  }

  /** Errors only, and never a request or an answer: no text of a message is ever in a log. */
  #log(logGroups: LogGroups): void {
    const role = new Role(this, 'LogRole', {
      description: 'AppSync writes its log',
      // Without a condition, as in the guide ("Using CloudWatch to monitor and log"). For data sources
      // AppSync names API and account when it assumes a role; for logs that is not documented. The
      // role can write this one log.
      assumedBy: new ServicePrincipal('appsync.amazonaws.com'),
    });
    const logGroup = logGroups.add('Api', `/aws/appsync/apis/${this.api.apiId}`);
    new ManagedPolicy(this, 'LogPolicy', {
      description: 'AppSync writes its log',
      roles: [role],
      statements: [
        new PolicyStatement({
          // The three actions of AWS's own policy, AWSAppSyncPushToCloudWatchLogs.
          actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
      ],
    });
    // Set on the L1 resource: the L2 would add a Lambda function to set the log's retention.
    (this.api.node.defaultChild as CfnGraphQLApi).logConfig = {
      cloudWatchLogsRoleArn: role.roleArn,
      fieldLogLevel: FieldLogLevel.ERROR,
      excludeVerboseContent: true,
    };
  }
}
