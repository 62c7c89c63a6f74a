import { Stack } from 'aws-cdk-lib';
import {
  BackedDataSource,
  type BaseDataSource,
  Code,
  FunctionRuntime,
  type GraphqlApi,
  NoneDataSource,
  Resolver,
} from 'aws-cdk-lib/aws-appsync';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Role } from 'aws-cdk-lib/aws-iam';
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

export interface PipelinesProps {
  readonly api: GraphqlApi;
  readonly table: ITableV2;
  readonly roles: Readonly<Record<TableDataSourceName, Role>>;
  /** Where the bundler has put the resolvers: `<file>.js`. */
  readonly bundles: string;
}

/** The manifest's data sources, functions and pipelines, in CloudFormation's terms. */
export class Pipelines extends Construct {
  constructor(scope: Construct, id: string, { api, table, roles, bundles }: PipelinesProps) {
    super(scope, id);
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
