import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SourceError } from '../../local/manifest/errors.js';
import { connect } from '../support/appsyncSocket.js';
import { answering, useTemplates, writeFiles } from './smallTemplates.js';

const templates = useTemplates();
const issuer = 'https://people.example.com';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Keys;
let jwks: string;
beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
  jwks = JSON.stringify({
    keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'RS256' }],
  });
});

/** A token that is good for an hour. */
function sign(more: JWTPayload = {}, { privateKey } = keys): Promise<string> {
  const iat = Math.floor(Date.now() / 1_000);
  return new SignJWT({ sub: 'ada', iss: issuer, aud: 'web', iat, exp: iat + 3_600, ...more })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .sign(privateKey);
}

/** `more`: ClientId and times. */
const config = (more = '', of = issuer) => `OpenIDConnectConfig: { Issuer: '${of}' ${more} }`;
const alone = (of = issuer) => `AuthenticationType: OPENID_CONNECT
      ${config('', of)}`;
const beside = (more = '') => `AuthenticationType: API_KEY
      AdditionalAuthenticationProviders:
      - { AuthenticationType: OPENID_CONNECT, ${config(more)} }`;
/** An API whose modes are an API key and what a test adds, or that alone. */
const api = (modes: string) => `
Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      Name: people
      ${modes.trim()}
  Key:
    Type: AWS::AppSync::ApiKey
    Properties: { ApiId: !GetAtt Api.ApiId }
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      ApiId: !GetAtt Api.ApiId
      Definition: |
        type Query { open: String  me: AWSJSON @aws_oidc  both: String @aws_oidc @aws_api_key }
        type Mutation { say(text: String): Said @aws_oidc }
        type Subscription { onSay: Said @aws_subscribe(mutations: ["say"]) @aws_oidc }
        type Said @aws_oidc { text: String }
  Nothing:
    Type: AWS::AppSync::DataSource
    Properties: { ApiId: !GetAtt Api.ApiId, Name: nothing, Type: NONE }
${answering('Query.open', "'open'")}
${answering('Query.both', "'both'")}
${answering('Query.me', 'ctx.identity')}
${answering('Mutation.say', '{ text: ctx.args.text }')}`;
/** A host with the issuer's keys in a file beside the manifest. */
async function start(modes: string, manifest: object = { [issuer]: { jwks: 'keys.json' } }) {
  const folder = await writeFiles({
    'keys.json': jwks,
    'host.json': JSON.stringify({ openIdConnect: manifest }),
  });
  return templates.start({ 'api.yaml': api(modes) }, { manifest: join(folder, 'host.json') });
}
type Started = Awaited<ReturnType<typeof start>>;
const me = ({ ask }: Started, token: string) => ask('{ me }', { authorization: token });

describe('OPENID_CONNECT beside an API key', () => {
  it('lets in a token of the issuer, and the resolver sees the caller', async () => {
    const host = await start(beside(", ClientId: 'web|phone'"));
    const { data } = await me(host, await sign());
    expect(JSON.parse(String(data!.me))).toEqual({
      sub: 'ada',
      issuer,
      claims: expect.objectContaining({ sub: 'ada', aud: 'web' }) as object,
    });
  });

  it('opens the fields of its directive, and no others', async () => {
    const { ask, key } = await start(beside());
    const authorization = await sign();
    expect((await ask('{ both }', { authorization })).data).toEqual({ both: 'both' });
    expect((await ask('{ open }', { authorization })).errors).toMatchObject([
      { message: 'Not Authorized to access open on type Query' },
    ]);
    expect((await ask('{ open both me }', { 'x-api-key': key! })).data).toEqual({
      open: 'open',
      both: 'both',
      me: null,
    });
  });

  it('refuses an expired token, one of another client, issuer or key, and one that is too old', async () => {
    const host = await start(beside(', ClientId: web, IatTTL: 60000'));
    const now = Math.floor(Date.now() / 1_000);
    const other = await generateKeyPair('RS256');
    expect((await me(host, await sign())).status).toBe(200);
    for (const token of [
      await sign({ exp: now - 1 }),
      await sign({ aud: 'phone' }),
      await sign({ iss: `${issuer}/` }),
      await sign({}, other),
      await sign({ iat: now - 120 }),
      'no token',
    ]) {
      const answer = await me(host, token);
      expect(answer).toMatchObject({
        status: 401,
        errors: [{ errorType: 'UnauthorizedException' }],
      });
    }
  });

  it('pushes to a subscriber with a token, and refuses one without a good one', async () => {
    const { api: host, ask } = await start(beside());
    const token = await sign();
    const url = `${host.url}/graphql`;
    const socket = await connect({ url, token });
    await socket.init();
    await socket.subscribe({ query: 'subscription { onSay { text } }' });
    await ask('mutation { say(text: "hello") { text } }', { authorization: token });
    expect((await socket.next('data')).payload).toEqual({ data: { onSay: { text: 'hello' } } });
    const expired = await sign({ exp: 1 });
    const refused = socket.subscribe({ query: 'subscription { onSay { text } }', token: expired });
    await expect(refused).rejects.toThrow('UnauthorizedException');
    socket.webSocket.close();
    const stranger = await connect({ url, token: expired });
    stranger.send({ type: 'connection_init' });
    expect((await stranger.next('connection_error')).payload).toMatchObject({
      errors: [{ errorType: 'UnauthorizedException' }],
    });
    stranger.webSocket.close();
  });
});

describe('OPENID_CONNECT as the only mode', () => {
  it('does not compare the issuer, and takes only what its keys have signed', async () => {
    const host = await start(alone());
    expect((await me(host, await sign({ iss: 'https://elsewhere.example.com' }))).status).toBe(200);
    expect((await me(host, await sign({}, await generateKeyPair('RS256')))).status).toBe(401);
    expect((await host.ask('{ me }', {})).status).toBe(401);
  });

  it('refuses every token where the manifest does not say where the keys are', async () => {
    const host = await start(alone(), {});
    expect((await me(host, await sign())).status).toBe(401);
    expect(host.warned().map(({ msg }) => msg)).toContain(
      `the keys of the issuer ${issuer} are not known: name them in the manifest, under openIdConnect`,
    );
  });
});

describe('Tokens where there are several modes', () => {
  const two = `${alone()}
      AdditionalAuthenticationProviders:
      - { AuthenticationType: OPENID_CONNECT, ${config('', 'https://staff.example.com')} }
      - AuthenticationType: AWS_LAMBDA
        LambdaAuthorizerConfig: { AuthorizerUri: !GetAtt Doorkeeper.Arn }
  Doorkeeper:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Timeout: 30
      Code: { ZipFile: 'exports.handler = async () => ({ isAuthorized: true });' }`;

  it('are for the provider whose issuer they name, and a JWT is never for the function', async () => {
    const staff = await generateKeyPair('RS256', { extractable: true });
    const folder = await writeFiles({
      'keys.json': jwks,
      'staff.json': JSON.stringify({ keys: [{ ...(await exportJWK(staff.publicKey)), kid: 'k' }] }),
      'host.json': JSON.stringify({
        openIdConnect: {
          [issuer]: { jwks: 'keys.json' },
          'https://staff.example.com': { jwks: 'staff.json' },
        },
      }),
    });
    const host = await templates.start(
      { 'api.yaml': api(two) },
      { manifest: join(folder, 'host.json') },
    );
    const iss = 'https://staff.example.com';
    expect((await me(host, await sign())).status).toBe(200);
    expect((await me(host, await sign({ iss }, staff))).status).toBe(200);
    expect((await me(host, await sign({}, staff))).status).toBe(401);
    expect((await me(host, await sign({ iss }))).status).toBe(401);
    expect((await me(host, await sign({ iss: 'https://elsewhere.example.com' }))).status).toBe(401);
    // Of the function: it is let in, and may not see what is for OpenID Connect.
    const { status, data } = await me(host, 'a word');
    expect({ status, data }).toEqual({ status: 200, data: { me: null } });
  });
});

describe('An issuer that is asked for its keys', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });

  /** An issuer of its own, with what it answers under each path. */
  async function startIssuer(answers: (url: string) => Readonly<Record<string, unknown>>) {
    const asked: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      asked.push(url);
      const answer = answers(place)[url];
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? null));
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const place = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { place, asked };
  }
  const startFor = (place: string) => start(alone(place), { [place]: { discovery: true } });

  it('is asked once, by its discovery document', async () => {
    const { place, asked } = await startIssuer((url) => ({
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': JSON.parse(jwks) as unknown,
    }));
    const host = await startFor(place);
    expect(asked).toEqual([]);
    expect((await me(host, await sign({ iss: place }))).status).toBe(200);
    expect((await me(host, await sign({ iss: place }))).status).toBe(200);
    expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('refuses every token while its document is another issuer’s or is missing, and the log says why', async () => {
    let isReady = false;
    const { place } = await startIssuer((url) => ({
      '/.well-known/openid-configuration': isReady
        ? { issuer: url, jwks_uri: `${url}/keys` }
        : { issuer: 'https://other.example.com', jwks_uri: `${url}/keys` },
      '/keys': JSON.parse(jwks) as unknown,
    }));
    const host = await startFor(place);
    const token = await sign({ iss: place });
    const refused = await me(host, token);
    expect(refused).toMatchObject({
      status: 401,
      errors: [{ errorType: 'UnauthorizedException' }],
    });
    expect(JSON.stringify(refused)).not.toContain('other.example.com');
    expect(JSON.stringify(host.warned())).toContain('is of the issuer https://other.example.com');
    isReady = true;
    expect((await me(host, token)).status).toBe(200);
  });
});

describe('A manifest is refused', () => {
  const refusal = (files: Record<string, string>) =>
    writeFiles(files)
      .then((folder) =>
        templates.start({ 'api.yaml': api(beside()) }, { manifest: join(folder, 'host.json') }),
      )
      .then(
        () => 'started',
        (error: unknown) => {
          expect(error).toBeInstanceOf(SourceError);
          return (error as Error).message.replace(/^.*host\.json: /, '');
        },
      );
  const manifest = JSON.stringify({ openIdConnect: { [issuer]: { jwks: 'keys.json' } } });
  const place = `openIdConnect.${issuer}.jwks: keys.json`;

  it('whose file of keys is not there, is not JSON, or is no set of keys', async () => {
    expect(await refusal({ 'host.json': manifest })).toBe(`${place}: there is no such file`);
    expect(await refusal({ 'host.json': manifest, 'keys.json': '{' })).toBe(
      `${place}: is not JSON`,
    );
    expect(await refusal({ 'host.json': manifest, 'keys.json': '{ "keys": [] }' })).toBe(
      `${place}: is no set of keys (JWKS): keys: has no key`,
    );
  });

  it('whose file of keys holds a private key or a secret', async () => {
    const secret =
      'is no set of keys (JWKS): keys: holds a private key or a secret: only public keys belong here';
    for (const key of [await exportJWK(keys.privateKey), { kty: 'oct', k: 'c2VjcmV0', kid: 'k' }]) {
      const keySet = JSON.stringify({ keys: [key] });
      expect(await refusal({ 'host.json': manifest, 'keys.json': keySet })).toBe(
        `${place}: ${secret}`,
      );
    }
  });
});

it('a client id that is no regular expression is refused, by its place in the template', async () => {
  await expect(start(beside(", ClientId: '['"))).rejects.toThrow(
    /api\.yaml: Api: OpenIDConnectConfig\.ClientId: \[ is no regular expression$/,
  );
});
