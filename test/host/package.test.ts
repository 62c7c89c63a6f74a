import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useHostProcesses } from '../support/hostProcess.js';
import { root } from '../support/npmStart.js';

const run = promisify(execFile);
const hosts = useHostProcesses();

interface Package {
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** The application's folder, with the package installed; what the package's tarball holds. */
let app: string;
let packed: string[];
let manifest: Package;
const inPackage = (path: string): string => join(app, 'node_modules/appsync-direct-messages', path);

/** Links the packages that the product needs outside development, and no others. */
async function linkDependencies(modules: string): Promise<void> {
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(modules, name));
  }
}

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'app-'));
  manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Package;
  const checkout = join(app, 'checkout');
  const leftOut = ['node_modules', '.git', 'build', '.local', 'cdk.out'].map((name) =>
    join(root, name),
  );
  await cp(root, checkout, { recursive: true, filter: (path) => !leftOut.includes(path) });
  await mkdir(join(checkout, '.local'));
  await writeFile(join(checkout, '.local/users.json'), '{}');
  await linkDependencies(join(checkout, 'node_modules'));
  // It calls `prepare`.
  const { stdout } = await run('npm', ['pack', '--json', '--offline'], { cwd: checkout });
  const [{ filename, files }] = JSON.parse(stdout) as [
    { readonly filename: string; readonly files: readonly { readonly path: string }[] },
  ];
  packed = files.map(({ path }) => path);
  await mkdir(inPackage(''), { recursive: true });
  await run('tar', ['-xzf', join(checkout, filename), '--strip-components=1', '-C', inPackage('')]);
  await rm(checkout, { recursive: true });
  await linkDependencies(join(app, 'node_modules'));
});
afterAll(() => rm(app, { recursive: true }));

const template = `
Resources:
  Api: { Type: AWS::AppSync::GraphQLApi, Properties: { Name: notes, AuthenticationType: API_KEY } }
  Key: { Type: AWS::AppSync::ApiKey, Properties: { ApiId: !GetAtt Api.ApiId } }
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      ApiId: !GetAtt Api.ApiId
      Definition: 'type Query { note(id: ID!): String greeting: String }'
  Notes:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: everything
          PolicyDocument:
            Version: '2012-10-17'
            Statement: { Effect: Allow, Action: '*', Resource: '*' }
  Table:
    Type: AWS::AppSync::DataSource
    Properties:
      ApiId: !GetAtt Api.ApiId
      Name: notes
      Type: AMAZON_DYNAMODB
      ServiceRoleArn: !GetAtt Role.Arn
      DynamoDBConfig: { TableName: !Ref Notes, AwsRegion: us-east-1 }
  Note:
    Type: AWS::AppSync::Resolver
    DependsOn: Table
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: Query
      FieldName: note
      DataSourceName: notes
      Runtime: { Name: APPSYNC_JS, RuntimeVersion: 1.0.0 }
      Code: |
        import { get } from '@aws-appsync/utils/dynamodb';
        export const request = (ctx) => get({ key: { id: ctx.args.id } });
        export const response = (ctx) => ctx.result?.text ?? \`no note \${ctx.args.id}\`;
  Greeter:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Timeout: 60
      Code: { ZipFile: 'exports.handler = async () => "hello";' }
  Function:
    Type: AWS::AppSync::DataSource
    Properties:
      ApiId: !GetAtt Api.ApiId
      Name: greeter
      Type: AWS_LAMBDA
      ServiceRoleArn: !GetAtt Role.Arn
      LambdaConfig: { LambdaFunctionArn: !GetAtt Greeter.Arn }
  Greeting:
    Type: AWS::AppSync::Resolver
    DependsOn: Function
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: Query
      FieldName: greeting
      DataSourceName: greeter
`;
const program = `
import { startHost } from 'appsync-direct-messages/host';

const host = await startHost({ templates: ['api.yaml'] });
const answer = await fetch(\`\${host.url}/graphql\`, {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    'x-api-key': host.config.amplify.API.GraphQL.apiKey ?? '',
  },
  body: JSON.stringify({ query: '{ note(id: "1") greeting }' }),
});
console.log(await answer.text());
await host.stop();
`;

describe('The package, installed without development dependencies', () => {
  it('starts a host with its own DynamoDB and functions, which answers a query', async () => {
    await writeFile(join(app, 'api.yaml'), template);
    await writeFile(join(app, 'ask.mjs'), program);
    const { stdout } = await run(process.execPath, ['ask.mjs'], { cwd: app });
    expect(JSON.parse(stdout)).toEqual({ data: { note: 'no note 1', greeting: 'hello' } });
  });

  it('evaluates one handler by itself', async () => {
    const code = JSON.stringify(
      `import { util } from '@aws-appsync/utils';
       export const request = (ctx) => ({ payload: util.urlEncode(ctx.args.text) });
       export const response = (ctx) => ctx.result;`,
    );
    await writeFile(
      join(app, 'evaluate.mjs'),
      `import { evaluate } from 'appsync-direct-messages/host';
       const context = { args: { text: 'a b' } };
       const { evaluationResult } = evaluate({ code: ${code}, function: 'request', context });
       console.log(JSON.stringify(evaluationResult));`,
    );
    const { stdout } = await run(process.execPath, ['evaluate.mjs'], { cwd: app });
    expect(JSON.parse(stdout)).toEqual({ payload: 'a+b' });
  });

  it('has a command that serves an API until it is stopped', async () => {
    await writeFile(join(app, 'api.yaml'), template);
    const command = inPackage(manifest.bin['appsync-host']!);
    const args = ['--template', join(app, 'api.yaml'), '--port', '0'];
    const host = hosts.start(args, process.env, [command]);
    const { status } = await fetch(`${await host.ready()}/health`);
    expect(status).toBe(200);
    host.child.kill('SIGTERM');
    expect(await host.exited).toEqual({ code: 0, signal: null });
  });

  it('has types that fit a program of the strictest settings', async () => {
    const file = join(app, 'ask.mts');
    await writeFile(file, program);
    const { options } = ts.convertCompilerOptionsFromJson(
      {
        module: 'nodenext',
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        isolatedModules: true,
        noEmit: true,
        types: [],
        target: 'es2023',
      },
      app,
    );
    const checked = ts.createProgram([file], options);
    const problems = ['ask.mts', 'public.d.ts', 'caller.ts'].flatMap((name) => {
      const source = checked.getSourceFiles().find(({ fileName }) => fileName.endsWith(`/${name}`));
      return ts.getPreEmitDiagnostics(checked, source!);
    });
    expect(problems.map(({ messageText }) => messageText)).toEqual([]);
  });

  it('holds the host and its guide, and nothing of tests, pictures, sources of the product or local data', () => {
    expect(packed).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'docs/host.md']));
    const needed =
      /^(README\.md|LICENSE|package\.json|docs\/host\.md|build\/package\/\w+\.mjs|local\/(appsync|dynamodb|lambda)\/[^.].*|local\/public\.d\.ts)$/;
    expect(packed.filter((path) => !needed.test(path))).toEqual([]);
  });
});
