import { Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  BackedDataSource,
  type BaseDataSource,
  type CfnGraphQLApi,
  Code,
  Definition,
  FieldLogLevel,
  FunctionRuntime,
  GraphqlApi,
  IntrospectionConfig,
  NoneDataSource,
  Resolver,
  UserPoolDefaultAction,
} from 'aws-cdk-lib/aws-appsync';
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  dataSources,
  type DataSourceName,
  functions,
  type FunctionName,
  type PipelineFunction,
  pipelines,
} from '../../resolvers/manifest.js';
import type { TableDataSourceName } from './DataSourceRoles.js';
import type { LogGroups } from './LogGroups.js';

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
  readonly logGroups: LogGroups;
}

/** The GraphQL API: the schema, and the manifest's data sources, functions and pipelines. */
export class MessagingApi extends Construct {
  readonly api: GraphqlApi;

  constructor(scope: Construct, id: string, props: MessagingApiProps) {
    super(scope, id);
    const { name, schemaFile, table, userPool, client, introspection, logGroups } = props;
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
      environmentVariables: { TABLE_NAME: table.tableName },
      introspectionConfig: introspection
        ? IntrospectionConfig.ENABLED
        : IntrospectionConfig.DISABLED,
      // `messages { items { uuid } }` is 3 deep; the introspection query of GraphiQL is 13.
      queryDepthLimit: introspection ? 15 : 4,
      resolverCountLimit: 10,
      xrayEnabled: true,
    });
    this.#log(logGroups);
    this.#wire(props);
  }

  /** Errors only, and never what was asked or answered: no text of a message is ever in a log. */
  #log(logGroups: LogGroups): void {
    const role = new Role(this, 'LogRole', {
      description: 'AppSync writes its log',
      assumedBy: new ServicePrincipal('appsync.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    const logGroup = logGroups.add('Api', `/aws/appsync/apis/${this.api.apiId}`);
    new ManagedPolicy(this, 'LogPolicy', {
      description: 'AppSync writes its log',
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
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

  #wire({ table, roles, bundles }: MessagingApiProps): void {
    const { api } = this;
    const runtime = FunctionRuntime.JS_1_0_0;
    const code = (file: string) => Code.fromAsset(`${bundles}/${file}.js`);

    const sources = Object.fromEntries(
      (Object.keys(dataSources) as DataSourceName[]).map((name): [string, BaseDataSource] => [
        name,
        name === 'none'
          ? new NoneDataSource(this, name, { api })
          : new TableDataSource(this, name, { api, serviceRole: roles[name] }, table),
      ]),
    ) as Record<DataSourceName, BaseDataSource>;

    const configurations = Object.fromEntries(
      Object.entries<PipelineFunction>(functions).map(([name, { dataSource, file = name }]) => [
        name,
        sources[dataSource].createFunction(name, { name, runtime, code: code(file) }),
      ]),
    ) as Record<FunctionName, ReturnType<BaseDataSource['createFunction']>>;

    for (const [field, names] of Object.entries<readonly FunctionName[]>(pipelines)) {
      const [typeName = '', fieldName = ''] = field.split('.');
      new Resolver(this, field.replace('.', ''), {
        api,
        typeName,
        fieldName,
        runtime,
        code: code('pipeline'),
        pipelineConfig: names.map((name) => configurations[name]),
      });
    }
  }
}

/** CDK's own DynamoDB data source would grant its role every read and write, Scan included. */
class TableDataSource extends BackedDataSource {
  constructor(
    scope: Construct,
    id: string,
    props: { readonly api: GraphqlApi; readonly serviceRole: Role },
    table: ITableV2,
  ) {
    super(scope, id, props, {
      type: 'AMAZON_DYNAMODB',
      dynamoDbConfig: { tableName: table.tableName, awsRegion: Stack.of(scope).region },
    });
  }
}
