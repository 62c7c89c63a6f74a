import { z } from 'zod';
import { TemplateError } from './errors.js';
import type { Resource, Template } from './stacks.js';

/**
 * The resources of AWS SAM as those that CloudFormation makes of them (SAM developer guide, "Resource
 * and property reference"): `AWS::Serverless::Function`, `SimpleTable` and `GraphQLApi`, and `Globals` of
 * functions. A function's role has no policies here: the host does not hold them.
 *
 * @throws TemplateError for properties that are not SAM's
 */
export function expandServerless(file: string, template: Template): Template {
  const resources: Record<string, Resource> = {};
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const expand = expansions[resource.Type];
    if (!expand) {
      resources[logicalId] = resource;
      continue;
    }
    for (const [id, properties] of Object.entries(
      expand({ file, logicalId, resource, template }),
    )) {
      resources[id] = { ...resource, ...properties };
    }
  }
  return { ...template, Resources: resources };
}

interface Given {
  readonly file: string;
  readonly logicalId: string;
  readonly resource: Resource;
  readonly template: Template;
}
type Expansion = (given: Given) => Record<string, Pick<Resource, 'Type' | 'Properties'>>;

const anything = z.record(z.string(), z.unknown());

function read<Schema extends z.ZodType>(
  { file, logicalId, resource }: Given,
  schema: Schema,
): z.output<Schema> {
  const { success, data, error } = schema.safeParse(resource.Properties);
  if (success) return data;
  const [issue] = error.issues;
  const property = issue!.path.map(String).join('.');
  throw TemplateError.at({ file, logicalId, property }, issue!.message);
}

const lambda = z.looseObject({
  CodeUri: z.unknown().optional(),
  InlineCode: z.unknown().optional(),
  Role: z.unknown().optional(),
  Environment: z.object({ Variables: anything.default({}) }).optional(),
  Events: z
    .record(z.string(), z.object({ Type: z.string(), Properties: anything.default({}) }))
    .default({}),
});

const expandFunction: Expansion = (given) => {
  const { logicalId, template } = given;
  const globals = lambda.partial().parse((template.Globals?.Function as object | undefined) ?? {});
  const own = read(given, lambda);
  const { CodeUri, InlineCode, Role, Environment, Events, ...rest } = { ...globals, ...own };
  const events = Object.entries(Events ?? {}).flatMap(([name, { Type, Properties }]) => {
    const expanded = eventOf(logicalId, Type, Properties);
    return expanded ? [[`${logicalId}${name}`, expanded] as const] : [];
  });
  return {
    [logicalId]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...rest,
        Environment: {
          Variables: { ...globals.Environment?.Variables, ...Environment?.Variables },
        },
        Role: Role ?? { 'Fn::GetAtt': [`${logicalId}Role`, 'Arn'] },
        Code: InlineCode === undefined ? CodeUri : { ZipFile: InlineCode },
      },
    },
    ...(Role === undefined && { [`${logicalId}Role`]: { Type: 'AWS::IAM::Role', Properties: {} } }),
    ...Object.fromEntries(events),
  };
};

/** Of the sources of events those that the host serves: streams of tables, and rates. */
function eventOf(
  logicalId: string,
  type: string,
  { Stream, Schedule, FilterCriteria, MaximumRetryAttempts }: Readonly<Record<string, unknown>>,
): Pick<Resource, 'Type' | 'Properties'> | undefined {
  if (type === 'DynamoDB') {
    return {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: Stream,
        FunctionName: { Ref: logicalId },
        ...(FilterCriteria !== undefined && { FilterCriteria }),
        ...(MaximumRetryAttempts !== undefined && { MaximumRetryAttempts }),
      },
    };
  }
  if (type !== 'Schedule') return undefined;
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: Schedule,
      Targets: [{ Arn: { 'Fn::GetAtt': [logicalId, 'Arn'] } }],
    },
  };
}

const expandTable: Expansion = (given) => {
  const { TableName, PrimaryKey } = read(
    given,
    z.object({
      TableName: z.unknown().optional(),
      PrimaryKey: z
        .object({ Name: z.string(), Type: z.string() })
        .default({ Name: 'id', Type: 'String' }),
    }),
  );
  return {
    [given.logicalId]: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        ...(TableName !== undefined && { TableName }),
        KeySchema: [{ AttributeName: PrimaryKey.Name, KeyType: 'HASH' }],
        AttributeDefinitions: [
          { AttributeName: PrimaryKey.Name, AttributeType: PrimaryKey.Type[0] },
        ],
      },
    },
  };
};

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
      z.looseObject({ DataSource: z.unknown(), Name: z.string().optional(), ...code }),
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

const expandApi: Expansion = (given) => {
  const { logicalId } = given;
  const properties = read(given, api);
  const ApiId = { 'Fn::GetAtt': [logicalId, 'ApiId'] };
  const { Auth, DataSources, Functions, Resolvers, SchemaUri, SchemaInline } = properties;
  const made: ReturnType<Expansion> = {
    [logicalId]: {
      Type: 'AWS::AppSync::GraphQLApi',
      Properties: {
        Name: properties.Name ?? logicalId,
        ...modeOf(Auth),
        AdditionalAuthenticationProviders: Auth.Additional.map(modeOf),
      },
    },
    [`${logicalId}Schema`]: {
      Type: 'AWS::AppSync::GraphQLSchema',
      Properties: {
        ApiId,
        ...(SchemaUri === undefined
          ? { Definition: SchemaInline }
          : { DefinitionS3Location: SchemaUri }),
      },
    },
    [`${logicalId}NoneDataSource`]: {
      Type: 'AWS::AppSync::DataSource',
      Properties: { ApiId, Name: 'NONE', Type: 'NONE' },
    },
  };
  for (const name of Object.keys(properties.ApiKeys)) {
    made[`${logicalId}${name}`] = { Type: 'AWS::AppSync::ApiKey', Properties: { ApiId } };
  }
  for (const [name, { TableName, TableArn, Name = name }] of Object.entries(DataSources.DynamoDb)) {
    const Resource = [TableArn, { 'Fn::Join': ['', [TableArn, '/index/*']] }];
    Object.assign(
      made,
      dataSource(
        logicalId,
        name,
        { Action: tableActions, Resource },
        {
          Name,
          Type: 'AMAZON_DYNAMODB',
          DynamoDBConfig: { TableName },
        },
      ),
    );
  }
  for (const [name, { FunctionArn, Name = name }] of Object.entries(DataSources.Lambda)) {
    const statement = { Action: 'lambda:InvokeFunction', Resource: FunctionArn };
    Object.assign(
      made,
      dataSource(logicalId, name, statement, {
        Name,
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: FunctionArn },
      }),
    );
  }
  const names = { ...DataSources.DynamoDb, ...DataSources.Lambda };
  for (const [name, one] of Object.entries(Functions)) {
    const source = String(one.DataSource);
    made[`${logicalId}${name}`] = {
      Type: 'AWS::AppSync::FunctionConfiguration',
      Properties: {
        ApiId,
        Name: one.Name ?? name,
        DataSourceName: names[source]?.Name ?? source,
        ...codeOf(one),
      },
    };
  }
  for (const [type, fields] of Object.entries(Resolvers)) {
    for (const [name, one] of Object.entries(fields)) {
      made[`${logicalId}${type}${name}`] = {
        Type: 'AWS::AppSync::Resolver',
        Properties: {
          ApiId,
          TypeName: type,
          FieldName: one.FieldName ?? name,
          Kind: 'PIPELINE',
          PipelineConfig: {
            Functions: one.Pipeline.map((step) => ({
              'Fn::GetAtt': [`${logicalId}${step}`, 'FunctionId'],
            })),
          },
          ...codeOf(one, passOn),
        },
      };
    }
  }
  return made;
};

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

const expansions: Readonly<Record<string, Expansion>> = {
  'AWS::Serverless::Function': expandFunction,
  'AWS::Serverless::SimpleTable': expandTable,
  'AWS::Serverless::GraphQLApi': expandApi,
};
