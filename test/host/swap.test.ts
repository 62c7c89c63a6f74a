import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppSync, createAppSync } from '../../local/appsync/appsync.js';
import { apiKeyAuthorizer } from '../../local/appsync/auth/apiKey.js';
import { createNoneDataSource } from '../../local/appsync/datasources/index.js';
import { silentLog } from '../../local/host/log.js';

const KEY = 'da2-swapswapswapswapswapswapsw';

/** `Query.word` answers with this. */
const code = (word: string) => ({
  functions: {},
  resolvers: {
    'Query.word': {
      kind: 'UNIT' as const,
      dataSource: 'none',
      code: {
        fileName: 'word.js',
        text: `export function request() { return { payload: {} }; }
export function response() { return ${word}; }`,
      },
    },
  },
});

let appSync: AppSync;
const app = Fastify();

beforeAll(async () => {
  appSync = createAppSync({
    log: silentLog(),
    api: {
      ...code("'first'"),
      schema: 'type Query { word: String }',
      dataSources: { none: createNoneDataSource() },
      environment: {},
      authorizers: [apiKeyAuthorizer({ keys: [{ id: KEY, expiresAt: Infinity }] })],
    },
  });
  await app.register(appSync.plugin);
});
afterAll(async () => {
  await appSync.close();
  await app.close();
});

const word = async (): Promise<unknown> => {
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'x-api-key': KEY },
    payload: { query: '{ word }' },
  });
  return response.json<{ data: { word: unknown } }>().data.word;
};

describe('Swapping the code of a running API', () => {
  it('answers by the new code from then on', async () => {
    expect(await word()).toBe('first');
    appSync.swapCode(code("'second'"));
    expect(await word()).toBe('second');
  });

  it('keeps the old code, and says why, when the new one could not be deployed', async () => {
    appSync.swapCode(code("'good'"));
    expect(() => appSync.swapCode(code('new Date()'))).toThrow(/Query\.word.*word\.js/s);
    expect(await word()).toBe('good');
  });
});
