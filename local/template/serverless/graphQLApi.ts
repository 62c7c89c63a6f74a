import { z } from 'zod';
import { checked } from '../errors.js';
import { anything, type Expansion } from './expansion.js';

const code = { CodeUri: z.string().optional(), InlineCode: z.string().optional() };
const api = z.object({
  Name: z.unknown().optional(),
  SchemaInline: z.unknown().optional(),
  SchemaUri: z.string().optional(),
  Auth: z.looseObject({
    Type: z.string(),
    Additional: z.array(z.looseObject({ Type: z.string() })).default([]),
  }),
  ApiKeys: anything.default({}),
  DataSources: z
    .object({
      DynamoDb: z
        .record(
          z.string(),
          z.looseObject({
            Name: z.string().optional(),
            TableName: z.unknown(),
            TableArn: z.unknown(),
          }),
        )
        .default({}),
      Lambda: z
        .record(
          z.string(),
          z.looseObject({ Name: z.string().optional(), FunctionArn: z.unknown() }),
        )
        .default({}),
    })
    .default({ DynamoDb: {}, Lambda: {} }),
  Functions: z
    .record(
      z.string(),
      z.looseObject({
        DataSource: z.unknown(),
        Name: z.string().optional(),
        MaxBatchSize: z.unknown().optional(),
        ...code,
      }),
    )
    .default({}),
  Resolvers: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.looseObject({ FieldName: z.string().optional(), Pipeline: z.array(z.string()), ...code }),
      ),
    )
    .default({}),
});

/** What a data source's role may do where SAM makes it: read and write its table. */
const tableActions = [
  'GetItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'ConditionCheckItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
].map((action) => `dynamodb:${action}`);

/** `AWS::Serverless::GraphQLApi`. */
export const expandApi: Expansion = (given) => {
  const { logicalId } = given;
  const properties = checked(given.resource.Properties, api, given);
  return {
    ...itself(logicalId, properties),
    ...dataSources(logicalId, properties),
    ...functions(logicalId, properties),
    ...resolvers(logicalId, properties),
  };
};

type Properties = z.output<typeof api>;
type Made = ReturnType<Expansion>;

const apiIdOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'ApiId'] });

/** The API, its schema and its keys. */
function itself(
  logicalId: string,
  { Name = logicalId, Auth, SchemaUri, SchemaInline, ApiKeys }: Properties,
): Made {
  const ApiId = apiIdOf(logicalId);
  const schema =
    SchemaUri === undefined ? { Definition: SchemaInline } : { DefinitionS3Location: SchemaUri };
  const keys = Object.keys(ApiKeys).map(
    (name) =>
      [`${logicalId}${name}`, { Type: 'AWS::AppSync::ApiKey', Properties: { ApiId } }] as const,
  );
  return {
    [logicalId]: {
      Type: 'AWS::AppSync::GraphQLApi',
      Properties: {
        Name,
        ...modeOf(Auth),
        AdditionalAuthenticationProviders: Auth.Additional.map(modeOf),
      },
    },
    [`${logicalId}Schema`]: {
      Type: 'AWS::AppSync::GraphQLSchema',
      Properties: { ApiId, ...schema },
    },
    ...Object.fromEntries(keys),
  };
}

function dataSources(logicalId: string, { DataSources }: Properties): Made {
  const made: Made = {
    [`${logicalId}NoneDataSource`]: {
      Type: 'AWS::AppSync::DataSource',
      Properties: { ApiId: apiIdOf(logicalId), Name: 'NONE', Type: 'NONE' },
    },
  };
  for (const [name, { TableName, TableArn, Name = name }] of Object.entries(DataSources.DynamoDb)) {
    const Resource = [TableArn, { 'Fn::Join': ['', [TableArn, '/index/*']] }];
    const statement = { Action: tableActions, Resource };
    const properties = { Name, Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName } };
    Object.assign(made, dataSource(logicalId, name, statement, properties));
  }
  for (const [name, { FunctionArn, Name = name }] of Object.entries(DataSources.Lambda)) {
    const statement = { Action: 'lambda:InvokeFunction', Resource: FunctionArn };
    const LambdaConfig = { LambdaFunctionArn: FunctionArn };
    const properties = { Name, Type: 'AWS_LAMBDA', LambdaConfig };
    Object.assign(made, dataSource(logicalId, name, statement, properties));
  }
  return made;
}

function functions(logicalId: string, { DataSources, Functions }: Properties): Made {
  const sources = { ...DataSources.DynamoDb, ...DataSources.Lambda };
  const made = Object.entries(Functions).map(([name, one]) => {
    const source = String(one.DataSource);
    return [
      `${logicalId}${name}`,
      {
        Type: 'AWS::AppSync::FunctionConfiguration',
        Properties: {
          ApiId: apiIdOf(logicalId),
          Name: one.Name ?? name,
          DataSourceName: sources[source]?.Name ?? source,
          ...(one.MaxBatchSize !== undefined && { MaxBatchSize: one.MaxBatchSize }),
          ...codeOf(one),
        },
      },
    ] as const;
  });
  return Object.fromEntries(made);
}

function resolvers(logicalId: string, { Resolvers }: Properties): Made {
  const made: Made = {};
  for (const [type, fields] of Object.entries(Resolvers)) {
    for (const [name, one] of Object.entries(fields)) {
      const Functions = one.Pipeline.map((step) => ({
        'Fn::GetAtt': [`${logicalId}${step}`, 'FunctionId'],
      }));
      made[`${logicalId}${type}${name}`] = {
        Type: 'AWS::AppSync::Resolver',
        Properties: {
          ApiId: apiIdOf(logicalId),
          TypeName: type,
          FieldName: one.FieldName ?? name,
          Kind: 'PIPELINE',
          PipelineConfig: { Functions },
          ...codeOf(one, passOn),
        },
      };
    }
  }
  return made;
}

function modeOf({ Type, UserPool, LambdaAuthorizer }: { Type: string } & Record<string, unknown>) {
  return {
    AuthenticationType: Type,
    ...(UserPool !== undefined && { UserPoolConfig: UserPool }),
    ...(LambdaAuthorizer !== undefined && { LambdaAuthorizerConfig: LambdaAuthorizer }),
  };
}

/** A data source and its role, which may do what one statement says. */
function dataSource(
  api: string,
  name: string,
  statement: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, unknown>>,
): ReturnType<Expansion> {
  const role = `${api}${name}Role`;
  const PolicyDocument = { Statement: [{ Effect: 'Allow', ...statement }] };
  return {
    [role]: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument }] } },
    [`${api}${name}DataSource`]: {
      Type: 'AWS::AppSync::DataSource',
      Properties: {
        ApiId: { 'Fn::GetAtt': [api, 'ApiId'] },
        ServiceRoleArn: { 'Fn::GetAtt': [role, 'Arn'] },
        ...properties,
      },
    },
  };
}

/** The code of a resolver that SAM writes where there is none: it hands on the last function's result. */
const passOn = `export function request(ctx) {
  return {};
}
export function response(ctx) {
  return ctx.prev.result;
}
`;

const codeOf = (
  { CodeUri, InlineCode }: { CodeUri?: string | undefined; InlineCode?: string | undefined },
  otherwise?: string,
) => (CodeUri === undefined ? { Code: InlineCode ?? otherwise } : { CodeS3Location: CodeUri });
