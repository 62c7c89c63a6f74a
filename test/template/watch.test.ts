import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { useHostProcesses } from '../support/hostProcess.js';
import { ask } from './smallApi.js';
import { answering, apiWithKey, writeFiles } from './smallTemplates.js';
import { dynamoDBEndpoint } from '../support/dynamodb.js';
import { npmRunHost } from '../support/npmStart.js';

/** A backstop: a start takes seconds, and several times that on a machine that is busy. */
vi.setConfig({ testTimeout: 180_000 });

const hosts = useHostProcesses();
const sdl = 'type Query { word: String }';
const saying = (word: string) => apiWithKey(sdl, answering('Query.word', `'${word}'`));

/** `npm run host --watch` on templates, and what its API says of a word. */
async function start(args: readonly string[]) {
  const env = { ...process.env, DYNAMODB_ENDPOINT: dynamoDBEndpoint() };
  const host = hosts.start([...args, '--watch', '--port', '0'], env, npmRunHost);
  const url = await host.ready();
  const config = (await (await fetch(`${url}/config.json`)).json()) as {
    amplify: { API: { GraphQL: { apiKey: string } } };
  };
  const headers = { 'x-api-key': config.amplify.API.GraphQL.apiKey };
  const word = async () => (await ask({ url }, '{ word }', headers)).data?.word;
  /** Resolves with the next line that matches, and forgets it. */
  const next = async (pattern: RegExp) => {
    await host.line(pattern);
    const at = host.output.findIndex((line) => pattern.test(line));
    return host.output.splice(at, 1)[0]!;
  };
  return { host, word, next };
}

describe('npm run host --template --watch', () => {
  it('answers by changed code, and says what takes a new start', async () => {
    const folder = await writeFiles({ 'api.yaml': saying('first') });
    const file = join(folder, 'api.yaml');
    const { word, next } = await start(['--template', file]);
    expect(await word()).toBe('first');

    await writeFile(file, saying('second'));
    await next(/code swapped/);
    expect(await word()).toBe('second'); // by the same key

    const wider = saying('third').replace(sdl, 'type Query { word: String other: String }');
    await writeFile(file, wider);
    expect(await next(/start again/)).toContain(
      `${file}: schema: changed; start again for it to count`,
    );
    expect(await word()).toBe('second');

    await writeFile(
      file,
      saying('third')
        .replace('Name: small', 'Name: small, EnvironmentVariables: { A: b }')
        .replace('Name: nothing, Type: NONE', 'Name: nothing, Type: NONE, Description: same'),
    );
    expect(await next(/start again/)).toContain(
      `${file}: API: changed; start again for it to count`,
    );

    await writeFile(file, saying('third').replace('Resources:', 'Resources: ['));
    await next(/is not YAML/);
    expect(await word()).toBe('second');

    await writeFile(
      file,
      saying('third').replace("payload: 'third'", 'payload: (() => { for (;;) {} })()'),
    );
    await next(/Queryword: AppSync would refuse to deploy it/);
    await next(/code swapped/);
    expect(await word()).toBeNull();

    await writeFile(file, saying('third'));
    await next(/code swapped/);
    expect(await word()).toBe('third');
  });

  it('follows a folder of cdk synth and each other template', async () => {
    const assembly = (key: string) => ({
      'manifest.json': JSON.stringify({
        artifacts: {
          api: { type: 'aws:cloudformation:stack', properties: { templateFile: 'api.yaml' } },
        },
      }),
      'api.assets.json': JSON.stringify({
        files: {
          [key]: { source: { path: `asset.${key}.js` }, destinations: { a: { objectKey: key } } },
        },
      }),
      [`asset.${key}.js`]: `export function request() { return { payload: '${key}' }; }
export function response(ctx) { return ctx.result; }`,
      'api.yaml': saying('x').replace(/Code: \|[^]*$/, `CodeS3Location: s3://assets/${key}\n`),
    });
    const folder = await writeFiles(assembly('one'));
    const other = await writeFiles({
      'more.yaml': "Resources: { More: { Type: 'AWS::SNS::Topic' } }",
    });
    const { word, next } = await start([
      '--template',
      folder,
      '--template',
      join(other, 'more.yaml'),
    ]);
    expect(await word()).toBe('one');

    // As `cdk synth` does: the assets first, the templates last.
    const { 'api.yaml': template, ...assets } = assembly('two');
    for (const [name, text] of Object.entries(assets)) await writeFile(join(folder, name), text);
    await writeFile(join(folder, 'api.yaml'), template);
    await expect.poll(word, { timeout: 60_000 }).toBe('two');
    await next(/code swapped/);

    await writeFile(
      join(other, 'more.yaml'),
      `Resources:
  More:
    Type: AWS::DynamoDB::Table
    Properties:
      KeySchema: [{ AttributeName: pk, KeyType: HASH }]
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]`,
    );
    expect(await next(/start again/)).toContain('tables: changed; start again for it to count');
  });
});
