import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { SourceError } from '../../local/manifest/errors.js';
import { startTemplateApi, type TemplateApiOptions } from '../../local/template/start.js';
import { useHostProcesses } from '../support/hostProcess.js';
import { childrenOf } from '../support/processes.js';
import { notesSource } from './smallTables.js';
import { answering, apiWithKey, type Files, writeFiles } from './smallTemplates.js';
import { dynamoDBEndpoint } from '../support/dynamodb.js';
import { npmRunHost } from '../support/npmStart.js';

/** A backstop: the program takes seconds to start on a machine that is busy. */
vi.setConfig({ testTimeout: 180_000 });

const sdl = 'type Query { word: String }';
const word = answering('Query.word', "'yes'");
const good = apiWithKey(sdl, word);
const api = (text: string): Files => ({ 'api.yaml': text });

const TABLE = `
  Notes:
    Type: AWS::DynamoDB::Table
    Properties:
      KeySchema: [{ AttributeName: pk, KeyType: HASH }]
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]`;
const withRole = (statement: string) => apiWithKey(sdl, `${word}${TABLE}${notesSource(statement)}`);

/** Each with the one sentence that is said of it, after the folder. */
const bad: readonly [
  what: string,
  files: Files,
  said: string,
  options?: Partial<TemplateApiOptions>,
][] = [
  ['no file', {}, 'api.yaml: there is no such file or folder'],
  ['no JSON', api('{ "Resources": '), 'api.yaml: is not JSON: Unexpected end of JSON input'],
  [
    'no YAML',
    api('Resources: {A: {Type: b}, A: {Type: c}}'),
    'api.yaml: is not YAML: Map keys must be unique at line 1, column 27',
  ],
  [
    'an empty file',
    api(''),
    'api.yaml: is not a CloudFormation template: Invalid input: expected object, received null',
  ],
  [
    'no resources',
    api('Parameters: {}'),
    'api.yaml: is not a CloudFormation template: Resources: Invalid input: expected record, received undefined',
  ],
  [
    'a resource without a type',
    api('Resources: { A: { Properties: {} } }'),
    'api.yaml: is not a CloudFormation template: Resources.A.Type: Invalid input: expected string, received undefined',
  ],
  ['no API', api(`Resources: ${TABLE}`), 'api.yaml: there is no AWS::AppSync::GraphQLApi'],
  [
    'several APIs',
    api(good.replace('  Schema:', '  Other: { Type: AWS::AppSync::GraphQLApi }\n  Schema:')),
    'api.yaml: there are several APIs: choose by --api one of Api, Other',
  ],
  [
    'an API that is not there',
    api(good),
    'api.yaml: there is no API Other: choose by --api one of Api',
    { api: 'Other' },
  ],
  [
    'an unknown authorization',
    api(good.replace('API_KEY', 'NONE')),
    'api.yaml: Api: AuthenticationType: Invalid option: expected one of "API_KEY"|"AWS_IAM"|"AMAZON_COGNITO_USER_POOLS"|"OPENID_CONNECT"|"AWS_LAMBDA"',
  ],
  [
    'another kind of API',
    api(good.replace('Name: small', 'Name: small, ApiType: MERGED')),
    'api.yaml: Api: ApiType: MERGED is not served',
  ],
  [
    'no schema',
    api(good.replace('AWS::AppSync::GraphQLSchema', 'Custom::Schema')),
    'api.yaml: Api: the templates have no AWS::AppSync::GraphQLSchema for it',
  ],
  [
    'a schema that AppSync refuses',
    api(apiWithKey('type Query { word: Strin }', word)),
    'api.yaml: Schema:1:20: Unknown type "Strin". Did you mean "String"?',
  ],
  [
    'a schema whose asset is missing',
    api(good.replace(/Definition: \|\n.*\n/, 'DefinitionS3Location: s3://assets/schema.graphql\n')),
    'api.yaml: Schema: DefinitionS3Location: s3://assets/schema.graphql is not among the assets of the template; run `cdk synth` again',
  ],
  [
    'code whose file is missing',
    api(good.replace(/Code: \|[^]*$/, 'CodeS3Location: code/word.js\n')),
    'api.yaml: Queryword: CodeS3Location: the file word.js of the asset is missing',
  ],
  [
    'a resolver without code',
    api(good.replace(/Code: \|[^]*$/, '')),
    'api.yaml: Queryword: Code: there is no code',
  ],
  [
    'a resolver of no field',
    api(apiWithKey(sdl, answering('Query.other', '1'))),
    "api.yaml: Schema:1:1: The resolver 'Query.other' is for the field 'other', which the type 'Query' does not have.",
  ],
  [
    'a resolver of no data source',
    api(good.replace('DataSourceName: !GetAtt Nothing.Name', 'DataSourceName: nobody')),
    'api.yaml: Queryword: DataSourceName: there is no data source nobody',
  ],
  [
    'a pipeline of no function',
    api(
      good.replace(
        'DataSourceName: !GetAtt Nothing.Name',
        'Kind: PIPELINE\n      PipelineConfig: { Functions: [gone] }',
      ),
    ),
    'api.yaml: Queryword: PipelineConfig.Functions: there is no function gone',
  ],
  [
    'a circle',
    api(
      good +
        `
  A: { Type: 'Custom::A', Properties: { Of: !Sub '\${B.Arn}' } }
  B: { Type: 'Custom::B', DependsOn: [C] }
  C: { Type: 'Custom::C', Properties: { Of: { Deep: [!Ref A] } } }`,
    ),
    'api.yaml: A: needs itself: A → B → C → A',
  ],
  [
    'a parameter without a value',
    api(
      good
        .replace('Resources:', 'Parameters: { Name: { Type: String } }\nResources:')
        .replace('Name: small', 'Name: !Ref Name'),
    ),
    'api.yaml: Api: Name: the parameter Name has no value: give it by --parameter Name=VALUE',
  ],
  [
    'a policy that names no resource',
    api(withRole('{ Effect: Allow, Action: dynamodb:GetItem }')),
    'api.yaml: Role: PolicyDocument: Statement.0: names no resource',
  ],
  [
    'a policy whose resource is not there',
    api(withRole("[{ Effect: Allow, Action: a:b, Resource: [!Ref 'AWS::NoValue'] }]")),
    'api.yaml: Role: PolicyDocument: Statement.0: names no resource',
  ],
  [
    'a policy with an operator that is not known',
    api(
      withRole(
        "[{ Effect: Allow, Action: a:b, Resource: '*', Condition: { StringMatches: { 'aws:SourceIp': a } } }]",
      ),
    ),
    'api.yaml: Role: PolicyDocument: Statement.0: the condition operator StringMatches is not known to this host',
  ],
  [
    'a table that DynamoDB refuses',
    api(
      withRole("[{ Effect: Allow, Action: a:b, Resource: '*' }]").replace(
        'KeyType: HASH',
        'KeyType: RANGE',
      ),
    ),
    'Notes: ',
    { dynamodbEndpoint: undefined }, // an engine of its own, which ends
  ],
];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });

/** The processes that are left; esbuild keeps one for itself. */
const children = (): number[] =>
  childrenOf(process.pid).filter(
    (pid) => !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('esbuild'),
  );

describe('A template that cannot be served', () => {
  it.each(bad)('%s: one sentence says where, and nothing is left running', async (...of) => {
    const [, files, said, options] = of;
    const folder = await writeFiles(files);
    const before = children();
    const port = await freePort();

    const failure = await startTemplateApi({
      templates: [join(folder, 'api.yaml')],
      dynamodbEndpoint: dynamoDBEndpoint(),
      port,
      ...options,
    }).then(
      () => 'it started',
      (error: unknown) => error,
    );

    expect(failure).toBeInstanceOf(SourceError);
    const message = (failure as SourceError).message.replace(`${folder}/`, '');
    if (said.endsWith(': ')) expect(message.startsWith(said), message).toBe(true);
    else expect(message).toBe(said);
    expect(message).not.toMatch(/\n|node_modules|\.ts:\d/);
    expect(children()).toEqual(before);
    expect(await isListening(port)).toBe(false);
  });

  it('all that is missing is said at once', async () => {
    const more = answering('Query.other', '1').replace(
      /Code: \|[^]*$/,
      'CodeS3Location: gone.js\n',
    );
    const folder = await writeFiles(api(good.replace(/Code: \|[^]*$/, '') + more));
    await expect(startTemplateApi({ templates: [join(folder, 'api.yaml')] })).rejects.toMatchObject(
      {
        problems: [
          `${folder}/api.yaml: Queryword: Code: there is no code`,
          `${folder}/api.yaml: Queryother: CodeS3Location: the file gone.js of the asset is missing`,
        ],
      },
    );
  });
});

describe('A folder that is no cloud assembly', () => {
  it.each<[what: string, files: Files, said: string]>([
    [
      'without manifest.json',
      { 'readme.md': '' },
      ': has no manifest.json: name the folder that `cdk synth` writes, or a template',
    ],
    [
      'with another manifest.json',
      { 'manifest.json': '{ "artifacts": [] }' },
      '/manifest.json: is not the manifest of a cloud assembly',
    ],
    [
      'without a stack',
      { 'manifest.json': '{ "version": "48.0.0" }' },
      ': its manifest.json has no stack',
    ],
    [
      'whose template is gone',
      {
        'manifest.json': JSON.stringify({
          artifacts: {
            a: {
              type: 'aws:cloudformation:stack',
              properties: { templateFile: 'a.template.json' },
            },
          },
        }),
      },
      '/a.template.json: cannot be read',
    ],
  ])('%s', async (_, files, said) => {
    const folder = await writeFiles(files);
    await expect(startTemplateApi({ templates: [folder] })).rejects.toMatchObject({
      problems: [`${folder}${said}`],
    });
  });
});

describe('A manifest beside the template', () => {
  it.each<[what: string, manifest: string | undefined, said: string | RegExp]>([
    ['that is not there', undefined, 'overlay.json: there is no such file'],
    ['that is no JSON', '{', /overlay\.json: is not JSON: /],
    [
      'with a member that it does not have',
      '{ "user": [] }',
      'overlay.json: (top): Unrecognized key: "user"',
    ],
    [
      'with a user without a password',
      '{ "users": [{ "username": "anna" }] }',
      'overlay.json: users.0.password: Invalid input: expected string, received undefined',
    ],
    ['with an empty key', '{ "apiKeys": [""] }', /overlay\.json: apiKeys\.0: /],
  ])('%s', async (_, manifest, said) => {
    const files = { 'api.yaml': good, ...(manifest !== undefined && { 'overlay.json': manifest }) };
    const folder = await writeFiles(files);
    const starting = startTemplateApi({
      templates: [join(folder, 'api.yaml')],
      manifest: join(folder, 'overlay.json'),
    });
    const problem =
      typeof said === 'string' ? `${folder}/${said}` : (expect.stringMatching(said) as string);
    await expect(starting).rejects.toMatchObject({ problems: [problem] });
  });

  it('that is a folder is not said to be missing', async () => {
    const manifest = await writeFiles({});
    const templates = [join(await writeFiles({ 'api.yaml': good }), 'api.yaml')];
    await expect(startTemplateApi({ templates, manifest })).rejects.toMatchObject({
      problems: [`${manifest}: cannot be read (EISDIR)`],
    });
  });
});

describe('npm run host --template', () => {
  const hosts = useHostProcesses();
  const start = (args: readonly string[]) =>
    hosts.start(args, { ...process.env, DYNAMODB_ENDPOINT: dynamoDBEndpoint() }, npmRunHost);

  it('says what is wrong without a stack, and ends with 1', async () => {
    const folder = await writeFiles(api(good.replace(/Code: \|[^]*$/, '')));
    const host = start(['--template', join(folder, 'api.yaml'), '--port', '0']);
    expect((await host.exited).code).toBe(1);
    const output = host.output.join('\n');
    expect(output).toContain(`${folder}/api.yaml: Queryword: Code: there is no code`);
    expect(output).not.toMatch(/^\s+at /m);
  });

  it('says which option it does not understand, and ends with 2', async () => {
    const template = ['--template', 'cdk.out'];
    for (const [args, words] of [
      [[...template, '--schema', 'x'], /--schema and --template exclude each other/],
      [[...template, '--parameter', 'Stage'], /--parameter Stage: expected NAME=VALUE/],
      [['--template'], /--template/],
      [
        ['--parameter', 'A=b', '--schema', 'x', '--manifest', 'y'],
        /--parameter is for --template only/,
      ],
      [['--api', 'A', '--schema', 'x', '--manifest', 'y'], /--api is for --template only/],
    ] as const) {
      const host = start(args);
      await host.line(words);
      expect((await host.exited).code).toBe(2);
    }
  });
});
