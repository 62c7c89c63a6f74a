import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServedApi } from '../../local/public.js';
import { startManifestApi } from '../../local/manifest/start.js';
import { readArguments } from '../../local/command/args.js';
import { UsageError } from '../../lib/commandLine.js';
import { ask } from '../template/smallApi.js';
import { useWebServers } from '../support/webServer.js';

const servers = useWebServers();
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const code = `import { util } from '@aws-appsync/utils';
export function request(ctx) {
  return { method: 'GET', resourcePath: '/v1/towns/' + ctx.args.name };
}
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result.statusCode === 200 ? JSON.parse(ctx.result.body) : null;
}`;
const headers = { 'x-api-key': 'da2-http' };
const query = '{ town(name: "ulm") { name degrees } }';

/** An API with one field that an HTTP endpoint answers, and the options that allow it, or do not. */
async function start(source: object, more: object, options: readonly string[] = []) {
  const directory = await mkdtemp(join(tmpdir(), 'any-api-'));
  ends.push(() => rm(directory, { recursive: true }));
  const files = {
    'api.graphql':
      'type Query { town(name: String): Town }\ntype Town { name: String degrees: Int }',
    'api.json': JSON.stringify({
      authentication: [{ authenticationType: 'API_KEY', apiKeys: [{ id: 'da2-http' }] }],
      dataSources: { weather: { type: 'HTTP', ...source } },
      resolvers: { 'Query.town': { kind: 'UNIT', dataSource: 'weather', code: 'town.js' } },
      ...more,
    }),
    'town.js': code,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  const file = (name: string) => join(directory, name);
  const args = ['--schema', file('api.graphql'), '--manifest', file('api.json'), ...options];
  const { allowHttp } = readArguments(args, {})!;
  const logged: string[] = [];
  const log = pino({}, { write: (line) => void logged.push(String(JSON.parse(line).msg)) });
  const schema = file('api.graphql');
  const api: ServedApi = await startManifestApi({
    schema,
    manifest: file('api.json'),
    allowHttp,
    log,
  });
  ends.push(() => api.stop());
  return { api, logged };
}

describe('An HTTP data source of a manifest', () => {
  const answering = () =>
    servers.start((response) => response.end(JSON.stringify({ name: 'Ulm', degrees: 21 })));

  it.each(['--allow-http', 'allowHttp'])('calls its endpoint where %s has its host', async (by) => {
    const { url, host, received } = await answering();
    const { api, logged } =
      by === 'allowHttp'
        ? await start({ endpoint: url }, { allowHttp: [host] })
        : await start({ endpoint: url }, {}, ['--allow-http', 'a.example', '--allow-http', host]);
    expect(await ask(api, query, headers)).toEqual({
      status: 200,
      data: { town: { name: 'Ulm', degrees: 21 } },
    });
    expect(received).toMatchObject([{ method: 'GET', url: '/v1/towns/ulm' }]);
    expect(logged).toEqual([]);
  });

  it('calls nothing where nothing is allowed: the log says so at the start, and the field fails by its name', async () => {
    const { url, host, received } = await answering();
    const { api, logged } = await start({ endpoint: url }, {});
    const refusal = `The data source weather may not call ${host} from this host: start it with --allow-http ${host}.`;
    expect(logged).toEqual([refusal]);
    expect(await ask(api, query, headers)).toMatchObject({
      data: { town: null },
      errors: [{ errorType: 'NotServed', message: refusal }],
    });
    expect(received).toEqual([]);
  });

  it('signs where it has a signing region and service', async () => {
    const { url, host, received } = await answering();
    const authorizationConfig = {
      authorizationType: 'AWS_IAM',
      awsIamConfig: { signingRegion: 'eu-central-1', signingServiceName: 'execute-api' },
    };
    const { api } = await start({ endpoint: url, authorizationConfig }, { allowHttp: [host] });
    await ask(api, query, headers);
    expect(received[0]!.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=local\/\d+\/eu-central-1\/execute-api\/aws4_request, /,
    );
  });

  it('leads a resolver into its error where nobody answers', async () => {
    const { url, host, server } = await answering();
    server.close();
    const { api } = await start({ endpoint: url }, { allowHttp: [host] });
    expect((await ask(api, query, headers)).errors).toMatchObject([
      { errorType: 'Http:RequestFailed', message: `${url} gave no whole answer: ECONNREFUSED.` },
    ]);
  });
});

describe('The option --allow-http', () => {
  it.each(['', 'http://a.example', 'a.example/path', '*', 'a:b'])('is refused as "%s"', (text) => {
    const read = () =>
      readArguments(['--schema', 'a', '--manifest', 'b', `--allow-http=${text}`], {});
    expect(read).toThrow(UsageError);
    expect(read).toThrow(`--allow-http ${text}: expected HOST or HOST:PORT`);
  });
});
