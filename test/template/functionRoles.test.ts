import { describe, expect, it } from 'vitest';
import { apiOf, lambda } from './smallFunctions.js';
import { table } from './smallTables.js';
import { apiWithKey, useTemplates } from './smallTemplates.js';

const templates = useTemplates();

/** Puts an item into the table that its variable names, and answers what came of it. */
const puts = `
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
exports.handler = async () => {
  const command = new PutItemCommand({ TableName: process.env.TABLE, Item: { pk: { S: 'a' } } });
  return new DynamoDBClient({}).send(command).then(() => 'put', ({ name, message }) => name + ': ' + message);
};`;
/** Asks the user pool for its users. */
const lists = `
const { CognitoIdentityProviderClient, ListUsersCommand } = require('@aws-sdk/client-cognito-identity-provider');
exports.handler = async () => {
  const command = new ListUsersCommand({ UserPoolId: process.env.POOL, Filter: 'sub = "00000000-0000-4000-8000-000000000000"' });
  return new CognitoIdentityProviderClient({}).send(command).then(
    ({ Users }) => Users.length + ' users', ({ name, message }) => name + ': ' + message);
};`;
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const role = (id: string, statement: string, more = '') => `
  ${id}:
    Type: AWS::IAM::Role
    Properties:
      Path: /functions/
      ManagedPolicyArns: ['${BASIC}']
      ${more}
      Policies: [{ PolicyName: p, PolicyDocument: { Version: '2012-10-17', Statement: ${statement} } }]`;
const allow = (action: string, resource: string, more = '') =>
  `{ Effect: Allow, Action: '${action}', Resource: ${resource} ${more} }`;
const written = (properties: string, tableId = 'Notes'): [string, object] => [
  puts,
  { properties: `${properties}\nEnvironment: { Variables: { TABLE: !Ref ${tableId} } }` },
];
const as = (roleId: string) => `Role: !GetAtt ${roleId}.Arn`;
type Started = Awaited<ReturnType<typeof templates.start>>;
const call = async ({ ask }: Started, field: string) => (await ask(`{ ${field} }`)).data?.[field];

describe('A function', () => {
  it('reaches the tables as its role allows, each function by itself', async () => {
    const host = await templates.start({
      'api.yaml': apiOf(
        {
          writer: written(as('Writer')),
          elsewhere: written(as('Writer'), 'Others'),
          reader: written(as('Reader')),
        },
        table('Notes') +
          table('Others') +
          role('Writer', allow('dynamodb:PutItem', '!GetAtt Notes.Arn')) +
          role('Reader', allow('dynamodb:GetItem', '!GetAtt Notes.Arn')),
      ),
    });
    expect(await call(host, 'writer')).toBe('put');
    expect(await call(host, 'elsewhere')).toMatch(
      /^AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role\/Writer\/elsewhere is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table\/Others-\w+ because no identity-based policy allows the dynamodb:PutItem action$/,
    );
    expect(await call(host, 'reader')).toMatch(/assumed-role\/Reader\/reader is not authorized/);
    expect(host.warned()).toMatchObject([
      {
        action: 'dynamodb:PutItem',
        msg: 'elsewhere: its role may not do this: no policy allows it',
      },
      { action: 'dynamodb:PutItem', msg: 'reader: its role may not do this: no policy allows it' },
    ]);
  });

  it('has credentials of its own, and DynamoDB’s own address is in none of its variables', async () => {
    const shows = 'exports.handler = async () => JSON.stringify(process.env);';
    const host = await templates.start({
      'api.yaml': apiOf({ one: shows, two: shows }, table('Notes')),
    });
    const [one, two] = [await call(host, 'one'), await call(host, 'two')].map(
      (text) => JSON.parse(String(text)) as Record<string, string>,
    );
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) {
      expect(one![name], name).toMatch(/^[\w+/=]{16,}$/);
      expect(one![name], name).not.toBe(two![name]);
    }
    expect(JSON.stringify(one)).not.toContain(host.api.table!.endpoint);
    expect(JSON.stringify(one)).not.toContain(two!.AWS_SECRET_ACCESS_KEY);
  });

  it('is kept out by the table’s own policy', async () => {
    const policy = `ResourcePolicy: { PolicyDocument: { Version: '2012-10-17', Statement: {
        Effect: Deny, Principal: '*', Action: 'dynamodb:*', Resource: '*' } } }`;
    const host = await templates.start({
      'api.yaml': apiOf(
        { writer: written(as('Writer')) },
        table('Notes', policy) + role('Writer', allow('dynamodb:*', "'*'")),
      ),
    });
    expect(await call(host, 'writer')).toMatch(/explicit deny in a resource-based policy$/);
  });

  it.each<[what: string, properties: string, more: string, warning: string]>([
    [
      'is not in the templates',
      'Role: arn:aws:iam::111111111111:role/theirs',
      '',
      'is not in the templates',
    ],
    [
      'is an import of a stack that is not here',
      'Role: !ImportValue theirs',
      '',
      'is not in the templates',
    ],
    [
      'has a policy that is not known',
      as('Known'),
      `
  Known:
    Type: AWS::IAM::Role
    Properties: { ManagedPolicyArns: ['arn:aws:iam::111111111111:policy/theirs'] }`,
      'has policies that are not known (arn:aws:iam::111111111111:policy/theirs)',
    ],
    [
      'has a policy with a variable',
      as('Known'),
      role('Known', allow('s3:*', "'arn:aws:s3:::a/${aws:username}'")),
      'has policies that are not known (FILE: Known: PolicyDocument: Statement.0: the policy variable ${aws:username} is not served)',
    ],
  ])(
    'whose role %s may do everything, and the start says so',
    async (_, properties, more, text) => {
      const host = await templates.start({
        'api.yaml': apiOf({ writer: written(properties) }, table('Notes') + more),
      });
      expect(await call(host, 'writer')).toBe('put');
      expect(host.warned().map(({ msg }) => msg.replace(/\/\S+api\.yaml/, 'FILE'))).toContain(
        `writer: its role ${text}: it may do everything here`,
      );
    },
  );
});

describe('The user pool’s actions of administrators', () => {
  it('are for functions whose role allows them on that pool', async () => {
    const pool = 'Environment: { Variables: { POOL: !Ref People } }';
    const more = `
  People: { Type: AWS::Cognito::UserPool }
  Client: { Type: AWS::Cognito::UserPoolClient, Properties: { UserPoolId: !Ref People } }`;
    const functions = Object.fromEntries(
      ['Admin', 'Other', 'Deleter'].map((name) => [
        name.toLowerCase(),
        [lists, { properties: `${as(name)}\n${pool}` }] as [string, object],
      ]),
    );
    const text = apiOf(
      functions,
      more +
        role('Admin', allow('cognito-idp:ListUsers', '!GetAtt People.Arn')) +
        role(
          'Other',
          allow('cognito-idp:*', "'arn:aws:cognito-idp:us-east-1:000000000000:userpool/x'"),
        ) +
        role('Deleter', allow('cognito-idp:AdminDeleteUser', '!GetAtt People.Arn')),
    ).replace(
      'AuthenticationType: API_KEY',
      'AuthenticationType: API_KEY, AdditionalAuthenticationProviders: [{ AuthenticationType: AMAZON_COGNITO_USER_POOLS, UserPoolConfig: { UserPoolId: !Ref People, AwsRegion: us-east-1 } }]',
    );
    const host = await templates.start({ 'api.yaml': text });
    expect(await call(host, 'admin')).toBe('0 users');
    for (const name of ['other', 'deleter']) {
      expect(await call(host, name)).toMatch(
        /^AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role\/\w+\/\w+ is not authorized to perform: cognito-idp:ListUsers on resource: arn:aws:cognito-idp:us-east-1:000000000000:userpool\/us-east-1_\w+ because/,
      );
    }
    const unsigned = await fetch(`${host.api.url}/cognito-admin/`, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ListUsers' },
      body: JSON.stringify({ UserPoolId: host.api.cognito!.userPoolId }),
    });
    expect(unsigned.status).toBe(400);
    expect(await unsigned.json()).toMatchObject({ __type: 'UnrecognizedClientException' });
  });
});

describe('A stream', () => {
  const withStream = (grants: string) =>
    apiOf(
      { listener: ['exports.handler = async () => {};', { properties: as('Listener') }] },
      table('Notes', 'StreamSpecification: { StreamViewType: KEYS_ONLY }') +
        grants +
        `
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { EventSourceArn: !GetAtt Notes.StreamArn, FunctionName: !Ref listener }`,
    );

  it('calls a function whose role may read it', async () => {
    const actions = 'dynamodb:*Stream';
    for (const grants of [
      role(
        'Listener',
        `[${allow(actions, '!GetAtt Notes.StreamArn')}, ${allow('dynamodb:Get*', '!GetAtt Notes.StreamArn')}]`,
      ),
      `
  Listener:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole']`,
    ]) {
      const host = await templates.start({ 'api.yaml': withStream(grants) });
      expect(host.warned()).toEqual([]);
    }
  });

  it('is refused, in Lambda’s words, for a function whose role may not', async () => {
    const text = withStream(role('Listener', allow('dynamodb:*', '!GetAtt Notes.Arn')));
    await expect(templates.start({ 'api.yaml': text })).rejects.toThrow(
      /^Mapping: Cannot access stream arn:aws:dynamodb:\S+\/stream\/local\. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM\.$/,
    );
  });
});

describe('A function of SAM', () => {
  const served = (policies: string) =>
    templates.start({
      'api.yaml': apiWithKey(
        'type Query { writer: String }',
        `${table('Notes')}
  Caller:
    Type: AWS::IAM::Role
    Properties: { Policies: [{ PolicyDocument: { Statement: ${allow('lambda:*', "'*'")} } }] }
${lambda('writer', puts)
  .replace('Type: AWS::Lambda::Function', 'Type: AWS::Serverless::Function')
  .replace(
    'Role: !GetAtt Caller.Arn',
    `Policies: ${policies}\n      Environment: { Variables: { TABLE: !Ref Notes } }`,
  )
  .replace('Code:\n        ZipFile: |', 'InlineCode: |')
  .replaceAll('\n          ', '\n        ')}`,
      ),
    });

  it.each<[policies: string, answer: RegExp]>([
    ['[{ DynamoDBCrudPolicy: { TableName: !Ref Notes } }]', /^put$/],
    ['{ DynamoDBWritePolicy: { TableName: !Ref Notes } }', /^put$/],
    ['AmazonDynamoDBFullAccess', /^put$/],
    [
      `[{ Version: '2012-10-17', Statement: ${allow('dynamodb:PutItem', '!GetAtt Notes.Arn')} }]`,
      /^put$/,
    ],
    ['[{ DynamoDBReadPolicy: { TableName: !Ref Notes } }]', /writerRole\/writer is not authorized/],
    ['[{ DynamoDBCrudPolicy: { TableName: other } }]', /is not authorized/],
    ['[{ S3ReadPolicy: { BucketName: b } }, AWSXRayDaemonWriteAccess]', /is not authorized/],
    ['[]', /is not authorized/],
    ['[{ DynamoDBBackupFullAccessPolicy: { TableName: !Ref Notes } }]', /^put$/], // not known: everything
  ])('has a role with the policies %s', async (policies, answer) => {
    expect(await call(await served(policies), 'writer')).toMatch(answer);
  });
});
