import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { put, tableResolver } from './smallTables.js';
import { apiWithKey, useTemplates, writeFiles } from './smallTemplates.js';

const templates = useTemplates();
const sdl = 'type Query { word: String }';

describe('Several templates', () => {
  it('are one API, in YAML and JSON', async () => {
    const files = {
      'api.yaml': apiWithKey(
        'type Query { note(pk: ID!): ID }',
        tableResolver('Query.note', 'Source', put) +
          `
  Source:
    Type: AWS::AppSync::DataSource
    Properties:
      ApiId: !GetAtt Api.ApiId
      Name: notes
      Type: AMAZON_DYNAMODB
      ServiceRoleArn: !ImportValue role
      DynamoDBConfig: { TableName: !ImportValue table, AwsRegion: us-east-1 }
`,
      ),
      'data.json': JSON.stringify({
        Resources: {
          Notes: {
            Type: 'AWS::DynamoDB::Table',
            Properties: {
              TableName: `notes-${Math.random().toString(36).slice(2)}`,
              KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
              AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
            },
          },
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: {
              ManagedPolicyArns: [{ Ref: 'Puts' }],
            },
          },
          Puts: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: {
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: 'dynamodb:PutItem',
                    Resource: { 'Fn::GetAtt': ['Notes', 'Arn'] },
                  },
                ],
              },
            },
          },
        },
        Outputs: {
          Table: { Value: { Ref: 'Notes' }, Export: { Name: 'table' } },
          Role: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] }, Export: { Name: 'role' } },
        },
      }),
    };
    const folder = await writeFiles(files);
    const paths = Object.keys(files).map((name) => join(folder, name));
    const { ask, warned } = await templates.start({}, { templates: paths });
    expect((await ask('{ note(pk: "a") }')).data).toEqual({ note: 'a' });
    expect(warned()).toEqual([]);
  });
});

describe('A folder that cdk synth wrote', () => {
  it('has its code and schema in assets, by their keys', async () => {
    const asset = (path: string, objectKey: string) => ({
      source: { path },
      destinations: { here: { objectKey } },
    });
    const folder = await writeFiles({
      'manifest.json': JSON.stringify({
        artifacts: {
          small: {
            type: 'aws:cloudformation:stack',
            properties: { templateFile: 'small.template.json' },
          },
          assets: { type: 'cdk:asset-manifest', properties: { file: 'small.assets.json' } },
        },
      }),
      'small.assets.json': JSON.stringify({
        files: { a: asset('asset.a.graphql', 'a.graphql'), b: asset('asset.b.js', 'b.js') },
      }),
      'asset.a.graphql': sdl,
      'asset.b.js':
        "export function request() { return { payload: 'from an asset' }; } export function response(ctx) { return ctx.result; }",
      'small.template.json': JSON.stringify({
        Resources: {
          Api: { Type: 'AWS::AppSync::GraphQLApi', Properties: { AuthenticationType: 'API_KEY' } },
          Key: {
            Type: 'AWS::AppSync::ApiKey',
            Properties: { ApiId: { 'Fn::GetAtt': ['Api', 'ApiId'] } },
          },
          Schema: {
            Type: 'AWS::AppSync::GraphQLSchema',
            Properties: {
              ApiId: { 'Fn::GetAtt': ['Api', 'ApiId'] },
              DefinitionS3Location: {
                'Fn::Sub': 's3://assets-${AWS::AccountId}-${AWS::Region}/a.graphql',
              },
            },
          },
          Nothing: {
            Type: 'AWS::AppSync::DataSource',
            Properties: {
              ApiId: { 'Fn::GetAtt': ['Api', 'ApiId'] },
              Name: 'nothing',
              Type: 'NONE',
            },
          },
          Word: {
            Type: 'AWS::AppSync::Resolver',
            Properties: {
              ApiId: { 'Fn::GetAtt': ['Api', 'ApiId'] },
              TypeName: 'Query',
              FieldName: 'word',
              DataSourceName: 'nothing',
              CodeS3Location: { 'Fn::Sub': 's3://assets-${AWS::AccountId}-${AWS::Region}/b.js' },
            },
          },
        },
      }),
    });
    const { ask } = await templates.start({}, { templates: [folder] });
    expect((await ask('{ word }')).data).toEqual({ word: 'from an asset' });
  });
});
