import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { paths } from '../../infra/app.js';
import {
  dataSources,
  functions,
  type PipelineFunction,
  pipelines,
} from '../../resolvers/manifest.js';
import { only, pointsTo, type Resource, resources, synthesised, type Template } from './synth.js';

const { directory, templates } = synthesised({ stage: 'production' });
const template = templates['messages-production']!;
const dev = synthesised({ stage: 'dev' }).templates['messages-dev']!;

const deployed = {
  dataSources: resources(template, 'AWS::AppSync::DataSource'),
  functions: resources(template, 'AWS::AppSync::FunctionConfiguration'),
  resolvers: resources(template, 'AWS::AppSync::Resolver'),
};
const functionName = (value: unknown): string | undefined =>
  deployed.functions.find(({ id }) => id === pointsTo(value))?.Properties.Name;

/** The bytes of a function's or resolver's code, as they would be uploaded. */
function codeOf({ Properties }: Resource): Buffer {
  const location: { readonly 'Fn::Sub': string } = Properties.CodeS3Location;
  const file = location['Fn::Sub'].split('/').at(-1);
  return readFileSync(join(directory, `asset.${file}`));
}

const bundleOf = (file: string): Buffer => readFileSync(join(paths.resolvers, `${file}.js`));

describe('the API in the template', () => {
  it('has the data sources of the manifest', () => {
    const types = deployed.dataSources.map(({ Properties }) => [Properties.Name, Properties.Type]);
    expect(Object.fromEntries(types)).toEqual(
      Object.fromEntries(Object.entries(dataSources).map(([name, { type }]) => [name, type])),
    );
  });

  it('points every data source that uses the table to the table', () => {
    const table = only(template, 'AWS::DynamoDB::GlobalTable');
    const tables = deployed.dataSources
      .filter(({ Properties }) => Properties.Type === 'AMAZON_DYNAMODB')
      .map(({ Properties }) => pointsTo(Properties.DynamoDBConfig.TableName));
    expect(tables).toHaveLength(Object.keys(dataSources).length - 1);
    expect(new Set(tables)).toEqual(new Set([table.id]));
  });

  it('has the functions of the manifest, each on its data source', () => {
    const sources = deployed.functions.map(({ Properties }) => [
      Properties.Name,
      Properties.DataSourceName,
    ]);
    expect(Object.fromEntries(sources)).toEqual(
      Object.fromEntries(
        Object.entries(functions).map(([name, { dataSource }]) => [name, dataSource]),
      ),
    );
  });

  it('has the pipelines of the manifest, their functions in its order', () => {
    const wired = deployed.resolvers.map(({ Properties }) => [
      `${Properties.TypeName}.${Properties.FieldName}`,
      (Properties.PipelineConfig.Functions as unknown[]).map(functionName),
    ]);
    expect(Object.fromEntries(wired)).toEqual(pipelines);
    for (const { Properties } of deployed.resolvers) expect(Properties.Kind).toBe('PIPELINE');
  });

  it('runs byte for byte the bundles that the tests run', () => {
    for (const [name, { file = name }] of Object.entries<PipelineFunction>(functions)) {
      const configuration = deployed.functions.find(({ Properties }) => Properties.Name === name)!;
      expect(codeOf(configuration).equals(bundleOf(file)), name).toBe(true);
    }
    for (const resolver of deployed.resolvers) {
      expect(codeOf(resolver).equals(bundleOf('pipeline'))).toBe(true);
    }
    const all = [...deployed.functions, ...deployed.resolvers];
    for (const { Properties } of all) {
      expect(Properties.Runtime).toEqual({ Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' });
    }
  });

  it('deploys the triggers that were built', () => {
    const lambdas = resources(template, 'AWS::Lambda::Function');
    expect(lambdas).toHaveLength(5);
    const built = [
      ...['preSignUp', 'postConfirmation', 'preTokenGeneration', 'worker', 'accountDeleted'],
    ].map((name) => digest(readFileSync(join(paths.triggers, name, 'index.mjs'))));
    const uploaded = lambdas.map(({ Properties }) => {
      const key: string = Properties.Code.S3Key;
      return digest(readFileSync(join(directory, `asset.${key.replace('.zip', '')}/index.mjs`)));
    });
    expect(uploaded.sort()).toEqual(built.sort());
  });

  it('has parts that CloudFormation makes one after the other: AppSync refuses some side by side', () => {
    const every = synthesised({ stage: 'production', profileCache: 'true' });
    const { Resources } = every.templates['messages-production']!;
    const parts = Object.entries(Resources).filter(([, { Type }]) =>
      /^AWS::AppSync::(GraphQLSchema|DataSource|FunctionConfiguration|Resolver|ApiCache)$/.test(
        Type,
      ),
    );
    const dependencies = new Map(
      parts.map(([id, { DependsOn = [] }]) => [
        id,
        [DependsOn].flat().filter((other) => parts.some(([part]) => part === other)),
      ]),
    );
    // Walk from the one part that no other waits for, always to the part before.
    const waitedFor = new Set([...dependencies.values()].flat());
    const [last, ...others] = [...dependencies.keys()].filter((id) => !waitedFor.has(id));
    expect(others).toEqual([]);
    const depths = new Map<string, number>();
    const depth = (id: string): number => {
      const known = depths.get(id);
      if (known !== undefined) return known;
      const found = 1 + Math.max(0, ...dependencies.get(id)!.map(depth));
      depths.set(id, found);
      return found;
    };
    expect(depth(last!)).toBe(parts.length);
    const association = resources(
      every.templates['messages-production']!,
      'AWS::WAFv2::WebACLAssociation',
    );
    expect(association.some(({ DependsOn }) => [DependsOn].flat().includes(last))).toBe(true);
  });

  it('caches only Query.user, by handle, where the stage has a profile cache', () => {
    expect(resources(template, 'AWS::AppSync::ApiCache')).toEqual([]);
    for (const { Properties } of deployed.resolvers)
      expect(Properties.CachingConfig).toBeUndefined();
    const environmentOf = (one: Template) =>
      only(one, 'AWS::AppSync::GraphQLApi').Properties.EnvironmentVariables;
    expect(environmentOf(template)).not.toHaveProperty('PROFILE_CACHE');
    const cached = synthesised({ stage: 'production', profileCache: 'true' }).templates[
      'messages-production'
    ]!;
    expect(only(cached, 'AWS::AppSync::ApiCache').Properties).toMatchObject({
      ApiCachingBehavior: 'PER_RESOLVER_CACHING',
      Type: 'SMALL',
      AtRestEncryptionEnabled: true,
      TransitEncryptionEnabled: true,
    });
    expect(environmentOf(cached)).toHaveProperty('PROFILE_CACHE', 'on');
    const configured = resources(cached, 'AWS::AppSync::Resolver').filter(
      ({ Properties }) => Properties.CachingConfig,
    );
    expect(
      configured.map(({ Properties }) => [Properties.FieldName, Properties.CachingConfig]),
    ).toEqual([['user', { CachingKeys: ['$context.arguments.handle'], Ttl: 300 }]]);
  });

  it('sends enhanced metrics of table data sources and resolvers where the setting says so', () => {
    expect(only(template, 'AWS::AppSync::GraphQLApi').Properties.EnhancedMetricsConfig).toEqual({
      DataSourceLevelMetricsBehavior: 'PER_DATA_SOURCE_METRICS',
      ResolverLevelMetricsBehavior: 'PER_RESOLVER_METRICS',
      OperationLevelMetricsConfig: 'DISABLED',
    });
    expect(only(dev, 'AWS::AppSync::GraphQLApi').Properties.EnhancedMetricsConfig).toBeUndefined();
  });

  it('has the schema file as its schema', () => {
    const { Properties } = only(template, 'AWS::AppSync::GraphQLSchema');
    expect(Properties.Definition).toBe(readFileSync(paths.schema, 'utf8'));
  });

  it('describes no more than GraphQL of June 2018 lets it: not the schema itself', () => {
    const definition = parse(readFileSync(paths.schema, 'utf8')).definitions.find(
      ({ kind }) => kind === Kind.SCHEMA_DEFINITION,
    );
    expect(definition).toBeDefined();
    expect(definition).not.toHaveProperty('description.value');
  });

  it('takes access tokens of its own user pool and client, and nothing else', () => {
    const { Properties } = only(template, 'AWS::AppSync::GraphQLApi');
    expect(Properties.AuthenticationType).toBe('AMAZON_COGNITO_USER_POOLS');
    expect(Properties.AdditionalAuthenticationProviders).toBeUndefined();
    expect(resources(template, 'AWS::AppSync::ApiKey')).toEqual([]);
    const { UserPoolConfig } = Properties;
    expect(pointsTo(UserPoolConfig.UserPoolId)).toBe(only(template, 'AWS::Cognito::UserPool').id);
    expect(pointsTo(UserPoolConfig.AppIdClientRegex)).toBe(
      only(template, 'AWS::Cognito::UserPoolClient').id,
    );
  });

  it('gives the resolvers the name of the table, and how long reports are kept', () => {
    const { Properties } = only(template, 'AWS::AppSync::GraphQLApi');
    expect(Object.keys(Properties.EnvironmentVariables)).toEqual([
      'TABLE_NAME',
      'REPORT_RETENTION_DAYS',
    ]);
    expect(pointsTo(Properties.EnvironmentVariables.TABLE_NAME)).toBe(
      only(template, 'AWS::DynamoDB::GlobalTable').id,
    );
  });

  it('answers no introspection in production, and bounds depth and resolvers of a request', () => {
    const production = only(template, 'AWS::AppSync::GraphQLApi').Properties;
    expect(production.IntrospectionConfig).toBe('DISABLED');
    expect(production.QueryDepthLimit).toBe(4);
    expect(production.ResolverCountLimit).toBe(3);
    const development = only(dev, 'AWS::AppSync::GraphQLApi').Properties;
    expect(development.IntrospectionConfig).toBe('ENABLED');
    expect(development.ResolverCountLimit).toBe(3);
  });

  it('logs errors only and no content, so no text of a message is in any log', () => {
    for (const each of [template, dev]) {
      const { LogConfig, XrayEnabled } = only(each, 'AWS::AppSync::GraphQLApi').Properties;
      expect(LogConfig).toMatchObject({ FieldLogLevel: 'ERROR', ExcludeVerboseContent: true });
      expect(XrayEnabled).toBe(true);
    }
  });

  it("writes its log by what AWS's own policy for it grants, into its own log group alone", () => {
    const { Properties } = resources(template, 'AWS::IAM::ManagedPolicy').find(
      ({ Properties: { Description } }) => Description === 'AppSync writes its log',
    )!;
    expect(Properties.PolicyDocument.Statement).toHaveLength(1);
    const [statement] = Properties.PolicyDocument.Statement;
    expect(statement.Action).toEqual([
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
    const logGroup = resources(template, 'AWS::Logs::LogGroup').find(
      ({ id }) => id === pointsTo(statement.Resource),
    )!;
    expect(JSON.stringify(logGroup.Properties.LogGroupName)).toContain('/aws/appsync/apis/');
    const role = template.Resources[pointsTo(Properties.Roles[0])!]!;
    const [trust] = role.Properties.AssumeRolePolicyDocument.Statement;
    expect(trust).toMatchObject({ Principal: { Service: 'appsync.amazonaws.com' } });
    expect(trust).not.toHaveProperty('Condition');
  });

  it('keeps every log for the days of the stage, under the customer key where there is one', () => {
    const key = only(template, 'AWS::KMS::Key').id;
    const logGroups = resources(template, 'AWS::Logs::LogGroup');
    expect(logGroups).toHaveLength(8);
    for (const { Properties } of logGroups) {
      expect(Properties.RetentionInDays).toBe(365);
      expect(pointsTo(Properties.KmsKeyId)).toBe(key);
    }
    for (const { Properties } of resources(dev, 'AWS::Logs::LogGroup')) {
      expect(Properties.RetentionInDays).toBe(14);
    }
  });
});

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
