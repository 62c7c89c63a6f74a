import { describe, expect, it } from 'vitest';
import { useTemplates } from './smallTemplates.js';

const templates = useTemplates();

const attribute = (name: string, of = 'Arn') => ({ 'Fn::GetAtt': [name, of] });
const resolver = (TypeName: string, FieldName: string, Code: string) => ({
  Type: 'AWS::AppSync::Resolver',
  DependsOn: ['GraphQlSchema'],
  Properties: {
    ApiId: attribute('GraphQlApi', 'ApiId'),
    TypeName,
    FieldName,
    Kind: 'UNIT',
    DataSourceName: attribute('GraphQlDsnotes', 'Name'),
    Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
    Code,
  },
});

/** As the Serverless Framework with its AppSync plugin writes it: schema and code inline, functions in a bucket. */
const template = {
  AWSTemplateFormatVersion: '2010-09-09',
  Resources: {
    ServerlessDeploymentBucket: { Type: 'AWS::S3::Bucket' },
    IamRoleLambdaExecution: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
        Policies: [],
      },
    },
    HelloLogGroup: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: '/aws/lambda/hello' },
    },
    HelloLambdaFunction: {
      Type: 'AWS::Lambda::Function',
      DependsOn: ['HelloLogGroup'],
      Properties: {
        Code: { S3Bucket: { Ref: 'ServerlessDeploymentBucket' }, S3Key: 'serverless/notes.zip' },
        Handler: 'hello.handler',
        Runtime: 'nodejs20.x',
        FunctionName: 'notes-dev-hello',
        Role: attribute('IamRoleLambdaExecution'),
      },
    },
    NotesTable: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
    GraphQlApi: {
      Type: 'AWS::AppSync::GraphQLApi',
      Properties: { Name: 'notes', AuthenticationType: 'API_KEY', XrayEnabled: false },
    },
    GraphQlSchema: {
      Type: 'AWS::AppSync::GraphQLSchema',
      Properties: {
        ApiId: attribute('GraphQlApi', 'ApiId'),
        Definition:
          'type Note { id: ID! text: String } type Query { note(id: ID!): Note hello: String } type Mutation { putNote(id: ID!, text: String): Note }',
      },
    },
    GraphQlApikey: {
      Type: 'AWS::AppSync::ApiKey',
      Properties: { ApiId: attribute('GraphQlApi', 'ApiId'), Expires: 4_102_444_800 },
    },
    GraphQlDsnotesRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
        Policies: [
          {
            PolicyName: 'GraphQlDsnotesPolicy',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
                  Resource: [
                    {
                      'Fn::Join': [
                        ':',
                        [
                          'arn:aws:dynamodb',
                          { Ref: 'AWS::Region' },
                          { Ref: 'AWS::AccountId' },
                          { 'Fn::Join': ['/', ['table', { Ref: 'NotesTable' }]] },
                        ],
                      ],
                    },
                  ],
                },
              ],
            },
          },
        ],
      },
    },
    GraphQlDsnotes: {
      Type: 'AWS::AppSync::DataSource',
      Properties: {
        ApiId: attribute('GraphQlApi', 'ApiId'),
        Name: 'notes',
        Type: 'AMAZON_DYNAMODB',
        ServiceRoleArn: attribute('GraphQlDsnotesRole'),
        DynamoDBConfig: { AwsRegion: { Ref: 'AWS::Region' }, TableName: { Ref: 'NotesTable' } },
      },
    },
    GraphQlDshello: {
      Type: 'AWS::AppSync::DataSource',
      Properties: {
        ApiId: attribute('GraphQlApi', 'ApiId'),
        Name: 'hello',
        Type: 'AWS_LAMBDA',
        LambdaConfig: { LambdaFunctionArn: attribute('HelloLambdaFunction') },
      },
    },
    GraphQlResolverQuerynote: resolver(
      'Query',
      'note',
      `import { get } from '@aws-appsync/utils/dynamodb';
export const request = ({ args }) => get({ key: { id: args.id } });
export const response = ({ result }) => result;`,
    ),
    GraphQlResolverMutationputNote: resolver(
      'Mutation',
      'putNote',
      `import { put } from '@aws-appsync/utils/dynamodb';
export const request = ({ args }) => put({ key: { id: args.id }, item: { text: args.text } });
export const response = ({ result }) => result;`,
    ),
    GraphQlResolverQueryhello: {
      Type: 'AWS::AppSync::Resolver',
      Properties: {
        ApiId: attribute('GraphQlApi', 'ApiId'),
        TypeName: 'Query',
        FieldName: 'hello',
        DataSourceName: attribute('GraphQlDshello', 'Name'),
      },
    },
  },
};

describe('A template of the Serverless Framework', () => {
  it('is served, and a function whose code is in a bucket fails by its name', async () => {
    const { ask, logged } = await templates.start({ 'api.yaml': JSON.stringify(template) });

    const put = await ask('mutation { putNote(id: "1", text: "kept") { id text } }');
    expect(put).toMatchObject({ data: { putNote: { id: '1', text: 'kept' } } });
    expect((await ask('{ note(id: "1") { text } }')).data).toEqual({ note: { text: 'kept' } });

    const { data, errors } = await ask('{ hello }');
    expect(data).toEqual({ hello: null });
    expect(errors![0]!.message).toContain('HelloLambdaFunction');
    expect(logged.filter(({ msg }) => msg.startsWith('HelloLambdaFunction:'))).toHaveLength(1);
  });
});
