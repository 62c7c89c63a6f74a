import { z } from 'zod';
import { checked } from '../errors.js';
import { anything, type Expansion } from './expansion.js';

const code = { CodeUri: z.string().optional(), InlineCode: z.string().optional() };
const named = { Name: z.string().optional() };
const byName = <Value extends z.ZodType>(value: Value) => z.record(z.string(), value).default({});
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
      DynamoDb: byName(z.looseObject({ ...named, TableName: z.unknown(), TableArn: z.unknown() })),
      Lambda: byName(z.looseObject({ ...named, FunctionArn: z.unknown() })),
    })
    .default({ DynamoDb: {}, Lambda: {} }),
  Functions: byName(
    z.looseObject({
      DataSource: z.unknown(),
      ...named,
      MaxBatchSize: z.unknown().optional(),
      ...code,
    }),
  ),
  Resolvers: byName(
    z.record(
      z.string(),
      z.looseObject({ FieldName: z.string().optional(), Pipeline: z.array(z.string()), ...code }),
    ),
  ),
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

type Properties = z.output<typeof api>;
/** Adds a part of the API, of a type of AppSync's. Its logical id is the API's, with an end. */
type Add = (end: string, type: string, properties: Readonly<Record<string, unknown>>) => void;

const getAtt = (logicalId: string, attribute: string) => ({ 'Fn::GetAtt': [logicalId, attribute] });

/** `AWS::Serverless::GraphQLApi`. */
export const expandApi: Expansion = (given) => {
  const { logicalId } = given;
  const properties = checked(given.resource.Properties, api, given);
  const { Name = logicalId, Auth } = properties;
  const made: ReturnType<Expansion> = {
    [logicalId]: {
      Type: 'AWS::AppSync::GraphQLApi',
      Properties: {
        Name,
        ...modeOf(Auth),
        AdditionalAuthenticationProviders: Auth.Additional.map(modeOf),
      },
    },
  };
  const add: Add = (end, type, of) => {
    const Properties = { ApiId: getAtt(logicalId, 'ApiId'), ...of };
    made[`${logicalId}${end}`] = { Type: `AWS::AppSync::${type}`, Properties };
  };
  addSchema(add, properties);
  for (const [name, { statement, ...source }] of dataSourcesOf(properties)) {
    const role = `${logicalId}${name}Role`;
    const PolicyDocument = { Statement: [{ Effect: 'Allow', ...statement }] };
    made[role] = { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument }] } };
    add(`${name}DataSource`, 'DataSource', { ServiceRoleArn: getAtt(role, 'Arn'), ...source });
  }
  addFunctions(add, properties);
  addResolvers(add, properties, logicalId);
  return made;
};

/** The schema and the keys; and the data source that every API of SAM has. */
function addSchema(add: Add, { SchemaUri, SchemaInline, ApiKeys }: Properties): void {
  add(
    'Schema',
    'GraphQLSchema',
    SchemaUri === undefined ? { Definition: SchemaInline } : { DefinitionS3Location: SchemaUri },
  );
  for (const name of Object.keys(ApiKeys)) add(name, 'ApiKey', {});
  add('NoneDataSource', 'DataSource', { Name: 'NONE', Type: 'NONE' });
}

/** The data sources, each with the statement of its role. */
const dataSourcesOf = ({ DataSources: { DynamoDb, Lambda } }: Properties) => [
  ...Object.entries(DynamoDb).map(([name, { TableName, TableArn, Name = name }]) => {
    const Resource = [TableArn, { 'Fn::Join': ['', [TableArn, '/index/*']] }];
    const statement = { Action: tableActions, Resource };
    return [
      name,
      { statement, Name, Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName } },
    ] as const;
  }),
  ...Object.entries(Lambda).map(([name, { FunctionArn, Name = name }]) => {
    const statement = { Action: 'lambda:InvokeFunction', Resource: FunctionArn };
    const LambdaConfig = { LambdaFunctionArn: FunctionArn };
    return [name, { statement, Name, Type: 'AWS_LAMBDA', LambdaConfig }] as const;
  }),
];

function addFunctions(add: Add, { DataSources, Functions }: Properties): void {
  const sources = { ...DataSources.DynamoDb, ...DataSources.Lambda };
  for (const [name, { DataSource, Name = name, MaxBatchSize, ...one }] of Object.entries(
    Functions,
  )) {
    const source = String(DataSource);
    add(name, 'FunctionConfiguration', {
      Name,
      DataSourceName: sources[source]?.Name ?? source,
      ...(MaxBatchSize !== undefined && { MaxBatchSize }),
      ...codeOf(one),
    });
  }
}

function addResolvers(add: Add, { Resolvers }: Properties, logicalId: string): void {
  for (const [TypeName, fields] of Object.entries(Resolvers)) {
    for (const [name, { FieldName = name, Pipeline, ...one }] of Object.entries(fields)) {
      const Functions = Pipeline.map((step) => getAtt(`${logicalId}${step}`, 'FunctionId'));
      add(`${TypeName}${name}`, 'Resolver', {
        TypeName,
        FieldName,
        Kind: 'PIPELINE',
        PipelineConfig: { Functions },
        ...codeOf(one, passOn),
      });
    }
  }
}

function modeOf({ Type, UserPool, LambdaAuthorizer }: { Type: string } & Record<string, unknown>) {
  return {
    AuthenticationType: Type,
    ...(UserPool !== undefined && { UserPoolConfig: UserPool }),
    ...(LambdaAuthorizer !== undefined && { LambdaAuthorizerConfig: LambdaAuthorizer }),
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
