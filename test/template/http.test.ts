import { describe, expect, it } from 'vitest';
import { readTarget } from '../../local/appsync/datasources/index.js';
import { useWebServers } from '../support/webServer.js';
import { answering, apiWithKey, useTemplates, writeFiles } from './smallTemplates.js';

const servers = useWebServers();
const templates = useTemplates();

/** An API whose field asks an HTTP data source, and one that does not. */
const apiOf = (config: string, more = ''): string =>
  apiWithKey(
    'type Query { web: String word: String }',
    `  Web:
    Type: AWS::AppSync::DataSource
    Properties:
      ApiId: !GetAtt Api.ApiId
      Name: web
      Type: HTTP
      HttpConfig: ${config}
${answering('Query.word', "'yes'")}
${answering('Query.web', '')
  .replace('!GetAtt Nothing.Name', '!GetAtt Web.Name')
  .replace('{ payload:  }', "{ method: 'GET', resourcePath: '/x' }")
  .replace('return ctx.result;', 'return ctx.result.body;')}${more}`,
  );

describe('An HTTP data source of a template', () => {
  it('calls its endpoint, signed by the region and service that it has', async () => {
    const { host, received } = await servers.start((response) => response.end('hello'));
    const config = `
        Endpoint: !Sub 'http://${host}'
        AuthorizationConfig:
          AuthorizationType: AWS_IAM
          AwsIamConfig: { SigningRegion: !Ref AWS::Region, SigningServiceName: states }`;
    const { ask, logged } = await templates.start(
      { 'api.yaml': apiOf(config) },
      { allowHttp: [readTarget(host)!] },
    );
    expect(await ask('{ web }')).toEqual({ status: 200, data: { web: 'hello' } });
    expect(received).toMatchObject([{ method: 'GET', url: '/x' }]);
    expect(received[0]!.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=local\/\d+\/us-east-1\/states\/aws4_request, /,
    );
    expect(logged).toEqual([]);
  });

  it('may be allowed by the manifest beside the template', async () => {
    const { host, received } = await servers.start((response) => response.end('hello'));
    const files = await writeFiles({ 'more.json': JSON.stringify({ allowHttp: [host] }) });
    const { ask } = await templates.start(
      { 'api.yaml': apiOf(`{ Endpoint: 'http://${host}' }`) },
      { manifest: `${files}/more.json` },
    );
    expect((await ask('{ web }')).data).toEqual({ web: 'hello' });
    expect(received[0]!.headers).not.toHaveProperty('authorization');
  });

  it('calls a stand-in that the manifest names for it, signed as for its own endpoint', async () => {
    const { host, received } = await servers.start((response) => response.end('stand-in'));
    const httpEndpoints = { web: `http://${host}`, wrong: 'http://b.example' };
    const files = await writeFiles({ 'more.json': JSON.stringify({ httpEndpoints }) });
    const config = `
        Endpoint: https://states.us-east-1.amazonaws.com
        AuthorizationConfig:
          AuthorizationType: AWS_IAM
          AwsIamConfig: { SigningServiceName: states }`;
    const { ask, warned } = await templates.start(
      { 'api.yaml': apiOf(config) },
      { manifest: `${files}/more.json` },
    );
    expect((await ask('{ web }')).data).toEqual({ web: 'stand-in' });
    expect(received[0]!.headers.authorization).toContain('/us-east-1/states/aws4_request');
    expect(warned().map(({ msg }) => msg)).toEqual([
      'httpEndpoints: wrong is no HTTP data source of the templates: web',
    ]);
  });

  it('cannot have a stand-in with a path, and the manifest is named', async () => {
    const files = await writeFiles({
      'more.json': JSON.stringify({ httpEndpoints: { web: 'http://a.example/prod' } }),
    });
    const started = templates.start(
      { 'api.yaml': apiOf("{ Endpoint: 'https://a.example' }") },
      { manifest: `${files}/more.json` },
    );
    await expect(started).rejects.toThrow(
      /more\.json: httpEndpoints\.web: http:\/\/a\.example\/prod: expected http:/,
    );
  });

  const cannot = (problem: string) => `The data source web (Web) cannot be called: ${problem}.`;
  it.each<[string, string, string]>([
    [
      'is not allowed',
      "{ Endpoint: 'https://a.example' }",
      'The data source web may not call a.example from this host: start it with --allow-http a.example.',
    ],
    [
      'has a path',
      "{ Endpoint: 'https://a.example/prod' }",
      cannot(
        'HttpConfig.Endpoint: https://a.example/prod: expected http:// or https:// and a host, with or without a port; a path goes into resourcePath',
      ),
    ],
    [
      'is of a resource that is not there',
      '{ Endpoint: !GetAtt Nowhere.Url }',
      cannot('HttpConfig: there is no resource Nowhere'),
    ],
    [
      'has to be signed, and does not say how',
      "{ Endpoint: 'https://a.example', AuthorizationConfig: { AuthorizationType: AWS_IAM } }",
      cannot('HttpConfig: AwsIamConfig is missing: it says how to sign'),
    ],
  ])(
    'whose endpoint %s is named at the start and fails when it is asked; all else works',
    async (_, config, message) => {
      const { ask, logged } = await templates.start({ 'api.yaml': apiOf(config) });
      expect(logged.map(({ msg }) => msg)).toEqual([expect.stringMatching(/^Web: /)]);
      const { data, errors } = await ask('{ web word }');
      expect(data).toEqual({ web: null, word: 'yes' });
      expect(errors).toMatchObject([{ errorType: 'NotServed', message }]);
    },
  );
});
