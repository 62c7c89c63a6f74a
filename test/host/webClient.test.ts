import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webClient } from '../../local/messaging/webClient.js';

const app = Fastify();
const unbuilt = Fastify();

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'client-'));
  for (const folder of ['assets', 'graphiql']) await mkdir(join(directory, folder));
  await writeFile(join(directory, 'index.html'), 'the client');
  await writeFile(join(directory, 'graphiql/index.html'), 'the explorer');
  await writeFile(join(directory, 'assets/app-1a2b3c.js'), 'code');
  await app.register(webClient(directory));
  await unbuilt.register(webClient(join(directory, 'nowhere')));
});
afterAll(async () => {
  await app.close();
  await unbuilt.close();
});

const get = (of: FastifyInstance, url: string, accept = 'text/html,*/*') =>
  of.inject({ url, headers: { accept } });

describe('The web client', () => {
  it.each([
    ['/', 'the client'],
    ['/messages', 'the client'],
    ['/messages/new/ada.lovelace', 'the client'],
    ['/graphiql', 'the explorer'],
    ['/graphiql/', 'the explorer'],
  ])('is a page at %s', async (url, page) => {
    const response = await get(app, url);
    expect([response.statusCode, response.body]).toEqual([200, page]);
    expect(response.headers['cache-control']).toBe('no-cache');
  });

  it.each(['/', '/messages/new/ada.lovelace', '/graphiql', '/assets/app-1a2b3c.js', '/gone.js'])(
    'cannot be framed, sniffed or followed back at %s',
    async (url) => {
      const { headers } = await get(app, url, url.endsWith('.js') ? '*/*' : undefined);
      expect(headers).toMatchObject({
        'content-security-policy': "frame-ancestors 'none'",
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    },
  );

  it('sends the headers of docs/operations.md, except those that need TLS', async () => {
    const operations = new URL('../../docs/operations.md', import.meta.url);
    const text = await readFile(operations, 'utf8');
    const section = /### The web client\n.*?```\n(.*?)```/s.exec(text)![1]!;
    const documented = section
      .trim()
      .split('\n')
      .map((line) => line.split(': '));
    const { 'strict-transport-security': overTls, ...headers } = Object.fromEntries(
      documented,
    ) as Record<string, string>;
    expect(overTls).toMatch(/^max-age=\d{8}$/);
    expect(Object.keys(headers)).toHaveLength(4);
    expect((await get(app, '/')).headers).toMatchObject(headers);
  });

  it('lets browsers keep built files, and answers 404 for a missing one', async () => {
    const file = await get(app, '/assets/app-1a2b3c.js', '*/*');
    expect(file.headers['cache-control']).toContain('immutable');
    expect((await get(app, '/assets/gone.js', '*/*')).statusCode).toBe(404);
  });

  it.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json'])(
    'has nothing outside of it: %s',
    async (url) => {
      expect((await get(app, url, '*/*')).body).not.toContain('appsync-direct-messages');
    },
  );

  it('says how to build it if it is not built', async () => {
    const response = await get(unbuilt, '/messages');
    expect([response.statusCode, response.body]).toEqual([
      503,
      expect.stringContaining('npm run build:client'),
    ]);
  });
});
