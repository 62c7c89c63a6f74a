import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';

import { apiKeyAuthorizer } from '../../local/appsync/auth/apiKey.js';
import { createGraphQLRoute, type GraphQLRouteOptions } from '../../local/appsync/http/route.js';
import type { Authorizer, ResolverContext } from '../../local/appsync/types.js';
import { ada, Answer, failing, openShop, type Resolver } from '../graphql/shop.js';

const key = 'da2-aaaaaaaaaaaaaaaaaaaaaaaaaa';
const authorizers = [apiKeyAuthorizer({ keys: [{ id: key, expiresAt: Infinity }] })];

const open: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

/** Starts a server on its own port. Returns a `fetch` for its endpoint. */
async function serve(
  resolvers: Record<string, Resolver>,
  options: Partial<GraphQLRouteOptions> = {},
  api: Parameters<typeof openShop>[1] = {},
) {
  const shop = openShop(resolvers, { modes: ['API Key Authorization'], ...api });
  const app = Fastify();
  open.push(app);
  await app.register(
    createGraphQLRoute({
      engine: shop.engine,
      authorizers,
      log: { error: (d) => shop.logged.push(d) },
      ...options,
    }),
  );
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const send = (init: RequestInit = {}, query = '') =>
    fetch(`${origin}/graphql${query}`, {
      method: 'POST',
      ...init,
      headers: { 'x-api-key': key, ...init.headers },
    });
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    send({ body: typeof body === 'string' ? body : JSON.stringify(body), headers });
  return { shop, send, post, origin };
}

const json = async (response: Response): Promise<unknown> => response.json();

describe('a POST', () => {
  it('is answered with data for every content type', async () => {
    const { post } = await serve({ 'Query.count': () => 3 });
    for (const type of [
      'application/json',
      'application/graphql',
      'text/plain',
      'x/y',
      'nonsense',
      ';;',
      'application/json; charset=UTF-8',
    ]) {
      const response = await post({ query: '{ count }' }, { 'content-type': type });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8');
      expect(await json(response)).toEqual({ data: { count: 3 } });
    }
  });

  it('carries variables and the operation name', async () => {
    const { post } = await serve({
      'Query.item': ({ arguments: { id } }) => ({ id, name: 'Pen' }),
    });
    const query =
      'query A($id: ID!) { item(id: $id) { id } } query B($id: ID!) { item(id: $id) { name } }';
    const response = await post({ query, variables: { id: '7' }, operationName: 'A' });
    expect(await json(response)).toEqual({ data: { item: { id: '7' } } });
  });

  it('is 200 even when a field failed or is denied, or the document is invalid', async () => {
    const { post } = await serve({ 'Query.order': () => failing('no', 'Refused') });
    const response = await post({ query: '{ order { id } }' });
    expect(response.status).toBe(200);
    expect(await json(response)).toEqual({
      data: { order: null },
      errors: [
        {
          path: ['order'],
          data: null,
          errorType: 'Refused',
          errorInfo: null,
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: 'no',
        },
      ],
    });
    const notValid = await post({ query: '{ nope }' });
    expect(notValid.status).toBe(200);
    expect(await json(notValid)).toMatchObject({ data: null, errors: [{ path: null }] });
    const closed = await serve({}, {}, { schema: 'type Query { a: String @aws_iam }' });
    const denied = await closed.post({ query: '{ a }' });
    expect(denied.status).toBe(200);
    expect(await json(denied)).toMatchObject({
      data: { a: null },
      errors: [{ errorType: 'Unauthorized' }],
    });
  });

  it('is 400 with a BadRequestException when the value of a union has no type', async () => {
    const schema = 'type Query { a: U } union U = A type A { b: ID }';
    const { post } = await serve({ 'Query.a': () => ({ b: '1' }) }, {}, { schema });
    const response = await post({ query: '{ a { __typename } }' });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-amzn-errortype')).toBe('BadRequestException');
    expect(await json(response)).toEqual({
      errors: [
        {
          errorType: 'BadRequestException',
          message: "Could not determine the exact type of U. Missing __typename key on value.'",
        },
      ],
    });
  });

  it('passes headers to the resolver: repeated ones as arrays, never the cookie', async () => {
    let context: ResolverContext | undefined;
    const { origin } = await serve({
      'Query.count': (given) => {
        context = given;
        return 1;
      },
    });
    const { request } = await import('node:http');
    await new Promise<void>((resolve, reject) => {
      const headers = [
        'Host',
        'h',
        'X-Api-Key',
        key,
        'X-Two',
        '1',
        'X-Two',
        '2',
        'Cookie',
        'a=b',
        'Content-Length',
        '21',
      ];
      const outgoing = request(`${origin}/graphql`, { method: 'POST', headers }, (response) => {
        response.resume().on('end', resolve);
      });
      outgoing.on('error', reject).end('{"query":"{ count }"}');
    });
    expect(context?.request.headers).toMatchObject({ host: 'h', 'x-two': ['1', '2'] });
    expect(context?.request.headers).not.toHaveProperty('cookie');
  });

  it('reports one consumed token', async () => {
    const { post } = await serve({ 'Query.count': () => 1 });
    const { headers } = await post({ query: '{ count }' });
    expect(headers.get('x-amzn-appsync-tokensconsumed')).toBe('1');
  });

  it('returns the headers that the resolver added', async () => {
    const { post } = await serve({
      'Query.order': () => new Answer({ extensions: { responseHeaders: { 'x-shop': 'open' } } }),
    });
    expect((await post({ query: '{ order { id } }' })).headers.get('x-shop')).toBe('open');
  });
});

describe('a malformed request', () => {
  it.each(['', '   \n'])(
    'with an empty body is answered with "Request body is empty.": %j',
    async (body) => {
      const { post } = await serve({});
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(response.headers.get('x-amzn-errortype')).toBe('MalformedHttpRequestException');
      expect(await json(response)).toEqual({
        errors: [{ errorType: 'MalformedHttpRequestException', message: 'Request body is empty.' }],
      });
    },
  );

  it.each([
    'meow',
    '{}',
    '{}}',
    '[]',
    'null',
    '{"query":3}',
    '{"query":""}',
    '{"query":"{"}',
    '{"query":"meow"}',
    '{"query":"{ count }","variables":[]}',
    '{"query":"{ count }","variables":"x"}',
    '{"query":"{ count }","operationName":1}',
  ])('is answered with "Unable to parse GraphQL query.": %s', async (body) => {
    const { post } = await serve({});
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await json(response)).toEqual({
      errors: [
        { errorType: 'MalformedHttpRequestException', message: 'Unable to parse GraphQL query.' },
      ],
    });
  });

  it('with too long a body is refused, and the host keeps serving', async () => {
    const { post } = await serve({ 'Query.count': () => 1 });
    const body = (bytes: number) => JSON.stringify({ query: '{ count }' }).padEnd(bytes);
    expect((await post(body(1_048_577))).status).toBe(413);
    expect((await post(body(1_048_576))).status).toBe(200);
  });
});

describe('a call without a valid credential', () => {
  it.each([
    [{}, 'Valid authorization header not provided.'],
    [{ 'x-api-key': 'da2-wrong' }, 'You are not authorized to make this call.'],
  ])('is 401 with the error type that Amplify expects', async (headers, message) => {
    const { origin } = await serve({});
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      body: '{"query":"{count}"}',
      headers,
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
    expect(await json(response)).toEqual({
      errors: [{ errorType: 'UnauthorizedException', message }],
    });
  });

  it('with two credentials is authorized by the first authorization mode of the API', async () => {
    const userPool: Authorizer = {
      authType: 'User Pool Authorization',
      authorize: async ({ authorization }) => (authorization === undefined ? undefined : ada),
    };
    const identityBy = async (...modes: readonly Authorizer[]) => {
      const seen: unknown[] = [];
      const { post } = await serve(
        { 'Query.count': ({ identity }) => seen.push(identity) },
        { authorizers: modes },
        { modes: modes.map(({ authType }) => authType) },
      );
      expect((await post({ query: '{ count }' }, { authorization: 'x' })).status).toBe(200);
      return seen;
    };
    expect(await identityBy(...authorizers, userPool)).toEqual([null]);
    expect(await identityBy(userPool, ...authorizers)).toEqual([ada.identity]);
  });

  it('gets no answer about its body', async () => {
    const { origin } = await serve({});
    expect((await fetch(`${origin}/graphql`, { method: 'POST', body: 'meow' })).status).toBe(401);
  });
});

describe('a fault of the host', () => {
  it('is logged, and the client sees only InternalFailure', async () => {
    const engine = {
      execute: async () => {
        throw new Error('secret: /home/somebody');
      },
    };
    const { post, shop } = await serve({}, { engine });
    const response = await post({ query: '{ count }' });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({
      errors: [{ errorType: 'InternalFailure', message: 'An internal failure occurred.' }],
    });
    expect(shop.logged).toHaveLength(1);
  });

  it('in a resolver is a field error without its text', async () => {
    const { post, shop } = await serve({
      'Query.order': () => {
        throw new Error('secret');
      },
    });
    const text = await (await post({ query: '{ order { id } }' })).text();
    expect(text).toContain('"errorType":"InternalFailure"');
    expect(text).not.toContain('secret');
    expect(shop.logged).toHaveLength(1);
  });
});

describe('a browser', () => {
  it('may send the headers that its preflight asks for', async () => {
    const { origin } = await serve({});
    const response = await fetch(`${origin}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-amz-user-agent',
      },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')).toBe(
      'authorization,content-type,x-amz-user-agent',
    );
  });

  it('may read the type of an error and the request id, on success and on 401', async () => {
    const { post, send } = await serve({ 'Query.count': () => 1 });
    const answers = [
      await post({ query: '{ count }' }),
      await send({ body: 'x', headers: { 'x-api-key': 'no' } }),
    ];
    for (const { headers } of answers) {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-expose-headers')).toMatch(
        /x-amzn-RequestId.*x-amzn-ErrorType/,
      );
      expect(headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/);
    }
  });
});

describe('a GET', () => {
  it('takes query, variables and operation name from the query string', async () => {
    const { send } = await serve({
      'Query.item': ({ arguments: { id } }) => ({ id, name: 'Pen' }),
    });
    const parameters = new URLSearchParams({
      query: 'query A($id: ID!) { item(id: $id) { id } }',
      variables: '{"id":"7"}',
      operationName: 'A',
    });
    const response = await send({ method: 'GET' }, `?${String(parameters)}`);
    expect(await json(response)).toEqual({ data: { item: { id: '7' } } });
  });

  it('runs a mutation', async () => {
    const { send } = await serve({ 'Mutation.touch': () => 'done' });
    const parameters = new URLSearchParams({ query: 'mutation { touch }' });
    const response = await send({ method: 'GET' }, `?${String(parameters)}`);
    expect(await json(response)).toEqual({ data: { touch: 'done' } });
  });

  it('is 400 without a query', async () => {
    const { send } = await serve({});
    expect((await send({ method: 'GET' })).status).toBe(400);
  });
});
