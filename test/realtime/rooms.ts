import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import fastify from 'fastify';
import { pino } from 'pino';

import { createAppSync, type AppSyncOptions } from '../../local/appsync/appsync.js';
import { apiKeyAuthorizer } from '../../local/appsync/auth/apiKey.js';
import { userPoolAuthorizer } from '../../local/appsync/auth/userPool.js';
import { createNoneDataSource } from '../../local/appsync/datasources';
import type { ApiDefinition } from '../../local/appsync/types.js';
import { connect, type AppSyncSocket, type ConnectOptions } from '../support/appsyncSocket.js';

const ISSUER = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_rooms';
export const API_KEY = 'da2-abcdefghijklmnopqrstuvwxyz';

const schema = /* GraphQL */ `
  type Query {
    me: String
  }
  type Mutation {
    send(room: ID!, text: String!): Note @aws_api_key @aws_cognito_user_pools
    whisper(text: String!): Whisper @aws_api_key
    expel(member: String!): String @aws_api_key @aws_cognito_user_pools
  }
  type Subscription {
    onSend(room: ID): Note @aws_subscribe(mutations: ["send"]) @aws_api_key @aws_cognito_user_pools
    onMemberSend(member: String): Note
      @aws_subscribe(mutations: ["send"])
      @aws_api_key
      @aws_cognito_user_pools
    onWhisper: Whisper @aws_subscribe(mutations: ["whisper"]) @aws_api_key @aws_cognito_user_pools
    onSecret: Note @aws_subscribe(mutations: ["send"]) @aws_api_key @aws_cognito_user_pools
  }
  type Note @aws_api_key @aws_cognito_user_pools {
    room: ID!
    text: String!
    length: Int
  }
  type Whisper @aws_api_key {
    text: String
  }
`;

const code = (name: string, response: string) => ({
  kind: 'UNIT' as const,
  dataSource: 'none',
  code: {
    fileName: `${name}.js`,
    text: `import { util, extensions } from '@aws-appsync/utils';
export function request(ctx) { return { payload: ctx.args }; }
export function response(ctx) { ${response} }
`,
  },
});

/** An example API of chat rooms: every field has a resolver in APPSYNC_JS, and no database is needed. */
async function roomsApi(jwks: { keys: object[] }): Promise<ApiDefinition> {
  return {
    schema,
    dataSources: { none: createNoneDataSource() },
    functions: {},
    resolvers: {
      'Mutation.send': code(
        'send',
        'return { room: ctx.args.room, text: ctx.args.text, length: ctx.args.text.length };',
      ),
      'Mutation.whisper': code('whisper', 'return { text: ctx.args.text };'),
      'Mutation.expel': code(
        'expel',
        `extensions.invalidateSubscriptions({ subscriptionField: 'onMemberSend',
           payload: { member: ctx.args.member } });
         return ctx.args.member;`,
      ),
      'Subscription.onMemberSend': code(
        'onMemberSend',
        `extensions.setSubscriptionFilter({ filterGroup: [
           { filters: [{ fieldName: 'room', operator: 'in', value: ['attic', 'cellar'] }] }] });
         extensions.setSubscriptionInvalidationFilter({ filterGroup: [
           { filters: [{ fieldName: 'member', operator: 'eq', value: ctx.args.member }] }] });
         return null;`,
      ),
      'Subscription.onSecret': code('onSecret', `util.error('Nobody may know.', 'Forbidden');`),
    },
    environment: {},
    authorizers: [
      userPoolAuthorizer({ issuer: ISSUER, jwks }),
      apiKeyAuthorizer({ keys: [{ id: API_KEY, expiresAt: Infinity }] }),
    ],
  };
}

export type Rooms = Awaited<ReturnType<typeof openRooms>>;

/** Serves the rooms by the complete AppSync part of the host, on its own port. */
export async function openRooms(options: Partial<AppSyncOptions> = {}) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] };
  const appSync = createAppSync({
    api: await roomsApi(jwks),
    log: pino({ level: 'silent' }),
    ...options,
  });
  const server = fastify();
  await server.register(appSync.plugin);
  server.server.on('upgrade', (...upgrade) => appSync.handleUpgrade(...upgrade));
  const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/graphql`;

  const mutate = async (query: string, variables: Record<string, unknown>) => {
    const headers = { 'x-api-key': API_KEY, 'content-type': 'application/json' };
    const body = JSON.stringify({ query, variables });
    const answer = await fetch(url, { method: 'POST', headers, body });
    const { data, errors } = (await answer.json()) as { data: unknown; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  return {
    url,
    appSync,
    /** Makes a user's access token. @param expires a time span for jose; `-1s` for an expired token */
    token: (user: string, expires = '1h') =>
      new SignJWT({ token_use: 'access', client_id: 'client', username: user })
        .setProtectedHeader({ alg: 'RS256', kid: 'k' })
        .setSubject(user)
        .setIssuer(ISSUER)
        .setIssuedAt()
        .setExpirationTime(expires)
        .sign(privateKey),
    send: (room: string, text: string, selection = 'room text length') =>
      mutate(
        `mutation ($room: ID!, $text: String!) { send(room: $room, text: $text) { ${selection} } }`,
        {
          room,
          text,
        },
      ),
    whisper: (text: string) =>
      mutate('mutation ($text: String!) { whisper(text: $text) { text } }', { text }),
    expel: (member: string) =>
      mutate('mutation ($member: String!) { expel(member: $member) }', { member }),
    async client(given: Partial<ConnectOptions>): Promise<AppSyncSocket> {
      const client = await connect({ url, ...given });
      await client.init();
      return client;
    },
    async close() {
      await appSync.close();
      server.server.closeAllConnections();
      await server.close();
    },
  };
}
