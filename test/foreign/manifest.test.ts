import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startManifestApi } from '../../local/manifest/start.js';
import { dynamoDBEndpoint, useDynamoDB } from '../support/dynamodb.js';

const dynamodb = useDynamoDB();
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'any-api-'));
});
afterEach(() => rm(directory, { recursive: true }));

const echo = `export function request(ctx) { return { payload: ctx.args.text }; }
export function response(ctx) { return ctx.result; }`;
const schema = 'type Query { echo(text: String): String }';
const none = { none: { type: 'NONE' } };
const manifest = {
  authentication: [{ authenticationType: 'API_KEY', apiKeys: [{ id: 'da2-any' }] }],
  dataSources: none,
  resolvers: { 'Query.echo': { kind: 'UNIT', dataSource: 'none', code: 'echo.js' } },
};

/** The files of an API; starts it, and stops it again when it did start. */
async function problemsOf(
  changes: Record<string, unknown>,
  files: Record<string, string> = {},
): Promise<string[]> {
  const all = {
    'api.graphql': schema,
    'api.json': JSON.stringify({ ...manifest, ...changes }),
    'echo.js': echo,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  try {
    const api = await startManifestApi({
      schema: join(directory, 'api.graphql'),
      manifest: join(directory, 'api.json'),
      dynamodbEndpoint: dynamoDBEndpoint(),
    });
    await api.stop();
    return [];
  } catch (error) {
    return (error as Error).message.replaceAll(`${directory}/`, '').split('\n');
  }
}

const unit = (code: string, more: object = {}) => ({
  resolvers: { 'Query.echo': { kind: 'UNIT', dataSource: 'none', code, ...more } },
});

describe('a manifest', () => {
  it('needs no table, no function and no user pool', async () => {
    expect(await problemsOf({})).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a data source that is not there',
      { functions: { f: { dataSource: 'nome', code: 'echo.js' } } },
      "api.json: functions.f.dataSource: function 'f' names unknown data source 'nome'; there is none",
    ],
    [
      'a data source that every object has',
      { functions: { f: { dataSource: 'constructor', code: 'echo.js' } } },
      "api.json: functions.f.dataSource: function 'f' names unknown data source 'constructor'; there is none",
    ],
    [
      'a function that is not there',
      { resolvers: { 'Query.echo': { kind: 'PIPELINE', functions: ['g'], code: 'echo.js' } } },
      "api.json: resolvers[\"Query.echo\"].functions[0]: resolver 'Query.echo' names unknown function 'g'; there is no function",
    ],
    [
      'a table that is not there',
      { dataSources: { ...none, d: { type: 'AMAZON_DYNAMODB', tableName: 'books' } } },
      "api.json: dataSources.d.tableName: data source 'd' names unknown table 'books'; there is no table",
    ],
    [
      'a mode twice',
      { authentication: [...manifest.authentication, ...manifest.authentication] },
      'api.json: authentication[1]: the mode API_KEY is there twice',
    ],
    [
      'a member that nothing knows',
      { queryDepth: 3 },
      'api.json: (top): Unrecognized key: "queryDepth"',
    ],
    [
      'a depth past the limit of AppSync',
      { queryDepthLimit: 76 },
      'api.json: queryDepthLimit: Too big: expected number to be <=75',
    ],
    [
      'a code file that is not there',
      unit('gone.js'),
      'api.json: resolvers["Query.echo"].code: gone.js: there is no such file',
    ],
    [
      'a field that the schema does not have',
      { resolvers: { 'Query.ech': manifest.resolvers['Query.echo'] } },
      "api.graphql:1:1: The resolver 'Query.ech' is for the field 'ech', which the type 'Query' does not have.",
    ],
    ...['AWS_IAM', 'AWS_LAMBDA', 'OPENID_CONNECT'].map(
      (type): [string, Record<string, unknown>, string] => [
        `the authentication type ${type}`,
        { authentication: [{ authenticationType: type }] },
        `api.json: authentication[0].authenticationType: ${type} is not served by this host; see docs/host.md, "Not served"`,
      ],
    ),
    ...['AWS_LAMBDA', 'AMAZON_EVENTBRIDGE', 'RELATIONAL_DATABASE'].map(
      (type): [string, Record<string, unknown>, string] => [
        `the data source type ${type}`,
        { dataSources: { ...none, other: { type } } },
        `api.json: dataSources.other.type: ${type} is not served by this host; see docs/host.md, "Not served"`,
      ],
    ),
    [
      'a type of data source that AppSync does not have',
      { dataSources: { ...none, other: { type: 'NOON' } } },
      'api.json: dataSources.other.type: expected NONE or AMAZON_DYNAMODB or HTTP',
    ],
    [
      'a name that no table can have',
      { tables: { t: { partitionKey: { name: 'id' } } } },
      'api.json: tables.t: expected the name of a table: 3 to 255 letters, digits, _, - and .',
    ],
    [
      'an HTTP endpoint with a path',
      { dataSources: { ...none, web: { type: 'HTTP', endpoint: 'https://a.example/v1' } } },
      'api.json: dataSources.web.endpoint: https://a.example/v1: expected http:// or https:// and a host, with or without a port; a path goes into resourcePath',
    ],
    [
      'a host to allow that is none',
      { allowHttp: ['http://a.example'] },
      'api.json: allowHttp[0]: http://a.example: expected HOST or HOST:PORT',
    ],
    [
      'VTL templates',
      unit('echo.js', { requestMappingTemplate: '{}' }),
      'api.json: resolvers["Query.echo"]: VTL (requestMappingTemplate) is not served by this host; see docs/host.md, "Not served"',
    ],
    [
      'a file of VTL',
      unit('echo.vtl'),
      'api.json: resolvers["Query.echo"].code: VTL is not served by this host; see docs/host.md, "Not served"',
    ],
    [
      'a user whom Cognito would not take',
      {
        authentication: [
          {
            authenticationType: 'AMAZON_COGNITO_USER_POOLS',
            users: [{ username: 'a', password: 'short' }],
          },
        ],
      },
      'api.json: authentication[0].users[0]: Password did not conform with policy: Password not long enough',
    ],
  ])('is refused for %s', async (_what, changes, problem) => {
    expect(await problemsOf(changes)).toEqual([problem]);
  });

  it('is refused when it is no JSON, and when it is not there', async () => {
    const [problem] = await problemsOf({}, { 'api.json': '{,}' });
    expect(problem).toMatch(/^api\.json: is not JSON: /);
    await rm(join(directory, 'api.json'));
    await expect(
      startManifestApi({
        schema: join(directory, 'api.graphql'),
        manifest: join(directory, 'api.json'),
      }),
    ).rejects.toThrow(`${join(directory, 'api.json')}: there is no such file`);
  });

  it('is refused for code that AppSync would refuse, by file, line and rule', async () => {
    const text = `${echo}\nexport const now = () => new Date();`;
    const problems = await problemsOf({}, { 'echo.js': text });
    expect(problems).toContainEqual(expect.stringMatching(/^echo\.js:3:26: no-new: /));
  });

  it('is refused for a module that the host does not serve', async () => {
    const text = `import { sql } from '@aws-appsync/utils/rds';\n${echo}`;
    const problems = await problemsOf({}, { 'echo.js': text });
    expect(problems).toContain(
      'echo.js:1:1: no-unknown-modules: the module @aws-appsync/utils/rds is not served by this host; see docs/host.md, "Not served"',
    );
  });

  it('names the errors of shared code once, and those of a schema on a line each', async () => {
    const resolver = { kind: 'UNIT', dataSource: 'none', code: 'bad.js' };
    const two = 'type Query { a: String b: String }';
    const resolvers = { 'Query.a': resolver, 'Query.b': resolver };
    const code = await problemsOf(
      { resolvers },
      { 'api.graphql': two, 'bad.js': `${echo}\nlet i = 0; i++;` },
    );
    expect(code.filter((line) => line.startsWith('bad.js:3:'))).toHaveLength(1);
    expect(code).toHaveLength(2);
    const missing = await problemsOf(
      {
        resolvers: {
          'Query.a': { ...resolver, code: 'gone.js' },
          'Query.b': { ...resolver, code: 'gone.js' },
        },
      },
      { 'api.graphql': two },
    );
    expect(missing).toEqual([
      'api.json: resolvers["Query.a"].code: gone.js: there is no such file',
    ]);
    const schemas = await problemsOf(
      {},
      { 'api.graphql': 'type Query {\n  echo(text: Nope): Nay\n}' },
    );
    expect(schemas).toEqual([
      'api.graphql:2:14: Unknown type "Nope".',
      'api.graphql:2:21: Unknown type "Nay".',
    ]);
  });

  it('has TypeScript bundled, and is refused for what cannot be', async () => {
    const typed = `import { word } from './word';
export function request() { return { payload: word }; }
export function response(ctx: { result: string }): string { return ctx.result; }`;
    const word = "export const word: string = 'bundled';";
    expect(await problemsOf(unit('echo.ts'), { 'echo.ts': typed, 'word.ts': word })).toEqual([]);
    await rm(join(directory, 'word.ts'));
    const [problem, ...more] = await problemsOf(unit('echo.ts'), { 'echo.ts': typed });
    expect(problem).toMatch(
      /^api\.json: resolvers\["Query\.echo"\]\.code: .*echo\.ts:1:21: Could not resolve "\.\/word"/,
    );
    expect(more).toEqual([]);
  });

  it('is refused when its table is there with other keys', async () => {
    const { tableName } = dynamodb;
    const problems = await problemsOf({
      tables: { [tableName]: { partitionKey: { name: 'id' } } },
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(
      `tables["${tableName}"]: a table of that name exists with other keys or indexes: pk:S, sk:S, `,
    );
  });

  it('is refused when DynamoDB refuses its table', async () => {
    const id = { name: 'id' };
    const [problem, ...more] = await problemsOf({
      tables: { refused: { partitionKey: id, sortKey: id } },
    });
    expect(problem).toMatch(/^api\.json: tables\.refused: /);
    expect(more).toEqual([]);
  });

  it('has its example in docs/host.md, which is accepted as it stands', async () => {
    const text = await readFile(new URL('../../docs/host.md', import.meta.url), 'utf8');
    const blocks = new Map(
      [...text.matchAll(/`([\w./]+)`:\n\n```\w+\n([^]*?)```/g)].map((match) => [
        match[1]!,
        match[2]!,
      ]),
    );
    expect([...blocks.keys()]).toEqual([
      'notes.graphql',
      'notes.json',
      'resolvers/putNote.js',
      'resolvers/getNote.js',
    ]);
    for (const [name, block] of blocks) {
      await mkdir(dirname(join(directory, name)), { recursive: true });
      await writeFile(join(directory, name), block);
    }
    const api = await startManifestApi({
      schema: join(directory, 'notes.graphql'),
      manifest: join(directory, 'notes.json'),
      dynamodbEndpoint: dynamoDBEndpoint(),
    });
    try {
      const ask = async (query: string) =>
        (
          await fetch(`${api.url}/graphql`, {
            method: 'POST',
            headers: { 'x-api-key': api.config.amplify.API.GraphQL.apiKey! },
            body: JSON.stringify({ query }),
          })
        ).json();
      expect(await ask('mutation { putNote(text: "hello") { id text } }')).toEqual({
        data: { putNote: { id: expect.any(String), text: 'hello' } },
      });
    } finally {
      await api.stop();
    }
  });
});
