import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answering, useTemplates, writeFiles } from './smallTemplates.js';

const templates = useTemplates();

describe('A user pool', () => {
  const groups = `exports.handler = async (event) => {
  console.log('called for ' + event.userName);
  event.response = { claimsAndScopeOverrideDetails: { groupOverrideDetails: {
    groupsToOverride: [...event.request.groupConfiguration.groupsToOverride, 'fromTrigger'] } } };
  return event;
};`;
  const text = `
Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      Name: people
      AuthenticationType: AMAZON_COGNITO_USER_POOLS
      UserPoolConfig: { UserPoolId: !Ref Pool, AwsRegion: us-east-1, DefaultAction: ALLOW }
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      ApiId: !GetAtt Api.ApiId
      Definition: |
        type Query {
          groups: [String]
          readersOnly: String @aws_auth(cognito_groups: ["readers"])
        }
  Nothing:
    Type: AWS::AppSync::DataSource
    Properties: { ApiId: !GetAtt Api.ApiId, Name: nothing, Type: NONE }
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      LambdaConfig:
        PreTokenGenerationConfig: { LambdaArn: !GetAtt Groups.Arn, LambdaVersion: V2_0 }
        CustomMessage: !GetAtt Groups.Arn
      Policies: { PasswordPolicy: { MinimumLength: 12 } }
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref Pool, ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH] }
  Readers:
    Type: AWS::Cognito::UserPoolGroup
    Properties: { UserPoolId: !Ref Pool, GroupName: readers }
  Groups:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Timeout: 30
      Code:
        ZipFile: |
          ${groups.replaceAll('\n', '\n          ')}
${answering('Query.groups', 'ctx.identity.groups')}
${answering('Query.readersOnly', "'for readers'")}`;
  const overlay = (...users: object[]) => JSON.stringify({ users });
  const person = (username: string, ...of: string[]) => ({
    username,
    password: 'Long-Enough-12',
    groups: of,
    attributes: { email: `${username}@example.com` },
  });
  const start = async (manifest: string) => {
    const files = { 'people.json': manifest, 'api.yaml': text };
    const folder = await writeFiles(files);
    return templates.start(files, { manifest: join(folder, 'people.json') });
  };
  async function tokenOf(url: string, clientId: string, username: string): Promise<string> {
    const response = await fetch(`${url}/cognito`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
      },
      body: JSON.stringify({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: clientId,
        AuthParameters: { USERNAME: username, PASSWORD: 'Long-Enough-12' },
      }),
    });
    const { AuthenticationResult } = (await response.json()) as {
      AuthenticationResult: { AccessToken: string };
    };
    return AuthenticationResult.AccessToken;
  }

  it('has the people of the manifest, their groups, and its trigger', async () => {
    const { api, ask, logged } = await start(overlay(person('anna', 'readers'), person('ben')));
    const client = api.config.amplify.Auth!.Cognito.userPoolClientId;
    const asked = async (username: string) =>
      ask('{ groups readersOnly }', { authorization: await tokenOf(api.url, client, username) });

    expect(await asked('anna')).toEqual({
      status: 200,
      data: { groups: ['readers', 'fromTrigger'], readersOnly: 'for readers' },
    });
    const { data, errors } = await asked('ben');
    expect(data).toEqual({ groups: ['fromTrigger'], readersOnly: null });
    expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    expect((await ask('{ groups }', {})).status).toBe(401);
    expect(logged.map(({ msg }) => msg)).toContain('Pool: the trigger CustomMessage is not called');
    expect(logged).toContainEqual(expect.objectContaining({ function: 'Groups' }));
  });

  it('refuses a user whom Cognito would refuse', async () => {
    const short = { ...person('carl'), password: 'Short-1' };
    const failure: unknown = await start(overlay(person('anna'), short)).catch(
      (error: unknown) => error,
    );
    expect((failure as Error).message).toMatch(/people\.json: users\.1: .*[Pp]assword/);
  });
});
