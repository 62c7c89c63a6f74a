import { Duration, Stack } from 'aws-cdk-lib';
import {
  BackedDataSource,
  type BackedDataSourceProps,
  type BaseDataSource,
  type CachingConfig,
  CfnApiCache,
  Code,
  DataSourceMetricsConfig,
  FunctionRuntime,
  type GraphqlApi,
  NoneDataSource,
  Resolver,
  ResolverMetricsConfig,
} from 'aws-cdk-lib/aws-appsync';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { cachedField } from '../../resolvers/cachedField.js';
import {
  dataSources,
  type DataSourceName,
  functions,
  type FunctionName,
  type PipelineFunction,
  pipelines,
} from '../../resolvers/manifest.js';
import type { Settings } from '../settings.js';
import type { TableDataSourceName } from './DataSourceRoles.js';

/** What an API needs for its resolvers. */
export interface ResolverProps extends Pick<Settings, 'enhancedMetrics' | 'profileCache'> {
  readonly table: ITableV2;
  readonly roles: Readonly<Record<TableDataSourceName, Role>>;
  /** The directory of the bundled resolvers: `<file>.js`. */
  readonly bundles: string;
}

interface PipelinesProps extends ResolverProps {
  readonly api: GraphqlApi;
}

/** The manifest's data sources, functions and pipelines, in CloudFormation's terms. */
export class Pipelines extends Construct {
  constructor(scope: Construct, id: string, props: PipelinesProps) {
    super(scope, id);
    const { api, table, roles, bundles, enhancedMetrics, profileCache } = props;
    const runtime = FunctionRuntime.JS_1_0_0;
    const code = (file: string) => Code.fromAsset(`${bundles}/${file}.js`);

    const sources = Object.fromEntries(
      (Object.keys(dataSources) as DataSourceName[]).map((name): [string, BaseDataSource] => [
        name,
        name === 'none'
          ? new NoneDataSource(this, name, { api })
          : new TableDataSource(
              this,
              name,
              {
                api,
                serviceRole: roles[name],
                metricsConfig: enhancedMetrics ? DataSourceMetricsConfig.ENABLED : undefined,
              },
              table,
            ),
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
        metricsConfig: enhancedMetrics ? ResolverMetricsConfig.ENABLED : undefined,
        cachingConfig: profileCache && field === cachedField.field ? caching : undefined,
      });
    }
    if (profileCache) addCache(this, api);
  }
}

const caching: CachingConfig = {
  ttl: Duration.seconds(cachedField.ttlSeconds),
  cachingKeys: cachedField.keys.map((key) => `$context.${key}`),
};

/** The smallest cache. It serves only the resolvers that have a caching configuration. */
function addCache(scope: Construct, api: GraphqlApi): void {
  new CfnApiCache(scope, 'Cache', {
    apiId: api.apiId,
    apiCachingBehavior: 'PER_RESOLVER_CACHING',
    type: 'SMALL',
    ttl: cachedField.ttlSeconds,
    // Neither can be changed later (AppSync developer guide, "Configuring caching").
    atRestEncryptionEnabled: true,
    transitEncryptionEnabled: true,
  });
}

/** CDK's DynamoDB data source would grant its role every read and write, including Scan. */
class TableDataSource extends BackedDataSource {
  constructor(
    scope: Construct,
    id: string,
    props: Pick<BackedDataSourceProps, 'api' | 'serviceRole' | 'metricsConfig'>,
    table: ITableV2,
  ) {
    super(scope, id, props, {
      type: 'AMAZON_DYNAMODB',
      dynamoDbConfig: { tableName: table.tableName, awsRegion: Stack.of(scope).region },
    });
  }
}
