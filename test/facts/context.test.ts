import fastify from 'fastify';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppSync, type AppSync } from '../../local/appsync/appsync.js';
import { userPoolAuthorizer } from '../../local/appsync/auth/userPool.js';
import { createNoneDataSource } from '../../local/appsync/datasources/index.js';
import { connect } from '../support/appsyncSocket.js';

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_facts';
const schema = /* GraphQL */ `
  type Query {
    seen(id: ID): AWSJSON
    failed: String
    noted: String
  }
  type Mutation {
    say(room: String!): Said
  }
  type Subscription {
    onSay: Said @aws_subscribe(mutations: ["say"])
  }
  type Said {
    room: String
  }
`;

const unit = (request: string, response = 'return ctx.result;') => ({
  kind: 'UNIT' as const,
  dataSource: 'none',
  code: {
    fileName: 'unit.js',
    text: `import { util, extensions } from '@aws-appsync/utils';
      export function request(ctx) { ${request} }
      export function response(ctx) { ${response} }`,
  },
});

const resolvers = {
  'Query.seen': unit(
    'return { payload: [util.authType(), ctx.identity, ctx.args] };',
    'return [...ctx.result, util.authType(), ctx.identity, ctx.args];',
  ),
  'Query.failed': unit("util.error('no');"),
  'Query.noted': unit('return { payload: "yes" };', "util.appendError('but'); return ctx.result;"),
  'Mutation.say': unit('return { payload: ctx.args };'),
  'Subscription.onSay': unit(
    `extensions.setSubscriptionFilter({ filterGroup: [
       { filters: [{ fieldName: 'room', operator: 'eq', value: 'attic' }] }] });
     return {};`,
    'return null;',
  ),
};

const server = fastify({ forceCloseConnections: true });
let appSync: AppSync;
let url: string;
let token: string;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] };
  appSync = createAppSync({
    api: {
      schema,
      dataSources: { none: createNoneDataSource() },
      functions: {},
      resolvers,
      environment: {},
      authorizers: [userPoolAuthorizer({ issuer, jwks })],
    },
    log: pino({ level: 'silent' }),
  });
  await server.register(appSync.plugin);
  server.server.on('upgrade', (...upgrade) => appSync.handleUpgrade(...upgrade));
  url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
  token = await new SignJWT({ token_use: 'access', client_id: 'client', username: 'ada' })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setSubject('sub-of-ada')
    .setIssuer(issuer)
    .setExpirationTime('1h')
    .sign(privateKey);
});

afterAll(async () => {
  await appSync.close();
  await server.close();
});

async function ask(query: string) {
  const headers = { authorization: token, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await answer.json()) as { data: Record<string, unknown>; errors?: unknown[] };
}

describe('resolver code called by a user of the pool', () => {
  it('sees authorization mode, identity and arguments in both handlers', async () => {
    const { data } = await ask('{ seen(id: "7") }');
    const seen = [
      'User Pool Authorization',
      {
        sub: 'sub-of-ada',
        issuer,
        username: 'ada',
        claims: decodeJwt(token),
        sourceIp: ['127.0.0.1'],
        groups: null,
        defaultAuthStrategy: 'ALLOW',
      },
      { id: '7' },
    ];
    expect(JSON.parse(String(data.seen))).toEqual([...seen, ...seen]);
  });

  it('reports null for type, data and info that util.error and util.appendError omit', async () => {
    const defaults = { errorType: null, data: null, errorInfo: null };
    expect((await ask('{ failed }')).errors).toEqual([
      expect.objectContaining({ message: 'no', ...defaults }),
    ]);
    expect(await ask('{ noted }')).toEqual({
      data: { noted: 'yes' },
      errors: [expect.objectContaining({ message: 'but', ...defaults })],
    });
  });

  it('can set a subscription filter in its request handler', async () => {
    const client = await connect({ url, token });
    await client.init();
    await client.subscribe({ query: 'subscription { onSay { room } }' });
    for (const room of ['hall', 'attic']) {
      expect(await ask(`mutation { say(room: "${room}") { room } }`)).toEqual({
        data: { say: { room } },
      });
    }
    expect(await client.next('data')).toMatchObject({
      payload: { data: { onSay: { room: 'attic' } } },
    });
    await client.settled();
    expect(client.unread).toEqual([]);
    await client.close();
  });
});
