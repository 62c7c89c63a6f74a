import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createAppSync } from '../../local/appsync/appsync.js';
import { apiKeyAuthorizer } from '../../local/appsync/auth/apiKey.js';
import { createNoneDataSource } from '../../local/appsync/datasources/index.js';
import { shopSchema } from './shop.js';

const none = (response: string, request = 'return { payload: ctx.args };') => `
  import { util, extensions } from '@aws-appsync/utils';
  export function request(ctx) { ${request} }
  export function response(ctx) { ${response} }
`;

const codes: Record<string, string> = {
  'Query.order': none(`
    util.appendError('Still open', 'Note', { id: 'o1', secret: 's' }, { secret: 's' });
    util.http.addResponseHeader('x-shop', 'open');
    return { id: ctx.result.id ?? 'none', customer: util.authType(), total: 3, lines: [{ amount: 2 }] };
  `),
  'Query.item': none('util.unauthorized();'),
  'Line.item': none(
    "return { id: 'i' + ctx.source.amount, name: ctx.info.selectionSetList.join(' ') };",
  ),
  'Mutation.placeOrder': none("return { id: 'o2', ...ctx.args.input };"),
  'Query.page': none('return JSON.stringify(ctx.args);'),
};

const code = (name: string, text: string) => ({ fileName: `${name}.js`, text });
const key = 'da2-aaaaaaaaaaaaaaaaaaaaaaaaaa';
let app: FastifyInstance;
let ask: (query: string, variables?: object) => Promise<Response>;

beforeAll(async () => {
  app = Fastify();
  const appSync = createAppSync({
    api: {
      schema: shopSchema,
      dataSources: { none: createNoneDataSource() },
      functions: {},
      resolvers: Object.fromEntries(
        Object.entries(codes).map(([name, text]) => [
          name,
          { kind: 'UNIT' as const, code: code(name, text), dataSource: 'none' },
        ]),
      ),
      environment: {},
      authorizers: [apiKeyAuthorizer({ keys: [{ id: key, expiresAt: Infinity }] })],
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  await app.register(appSync.plugin);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  ask = (query, variables) =>
    fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'x-api-key': key },
      body: JSON.stringify({ query, variables }),
    });
});

afterAll(() => app.close());

describe('a foreign API on the whole host', () => {
  it('returns data, appended errors and headers of its APPSYNC_JS code', async () => {
    const response = await ask(
      'query ($id: ID) { order(id: $id) { id customer lines { amount } } }',
      { id: '7' },
    );
    expect(response.headers.get('x-shop')).toBe('open');
    expect(await response.json()).toEqual({
      data: { order: { id: '7', customer: 'API Key Authorization', lines: [{ amount: 2 }] } },
      errors: [
        {
          path: ['order'],
          data: { id: 'o1' },
          errorType: 'Note',
          errorInfo: { secret: 's' },
          locations: [{ line: 1, column: 19, sourceName: null }],
          message: 'Still open',
        },
      ],
    });
  });

  it('runs nested resolvers with source and selection', async () => {
    const response = await ask('{ order { lines { item { id name } } } }');
    expect(await response.json()).toMatchObject({
      data: { order: { lines: [{ item: { id: 'i2', name: 'id name' } }] } },
    });
  });

  it('reports a denial in AppSync’s words', async () => {
    const response = await ask('{ item(id: "1") { id } }');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      data: { item: null },
      errors: [
        { errorType: 'Unauthorized', message: 'Not Authorized to access item on type Query' },
      ],
    });
  });

  it('passes null for an omitted variable, and nothing for an omitted argument', async () => {
    const page = async (query: string) =>
      ((await (await ask(query)).json()) as { data: { page: string } }).data.page;
    expect(await page('query ($n: Int) { page(limit: $n) }')).toBe('{"limit":null}');
    expect(await page('{ page }')).toBe('{}');
  });
});
