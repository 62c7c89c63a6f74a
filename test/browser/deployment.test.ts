import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientConfig } from '../../lib/clientConfig.js';
import { useBrowser } from './support/browser.js';
import { Client } from './support/client.js';
import { makePerson, useHost } from './support/host.js';

const directory = new URL('../../build/client/', import.meta.url).pathname;
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const browser = useBrowser();
const host = useHost();

/** Files on a web server, as a deployment has them: nothing but the files, and its own `/config.json`. */
let server: Server;
let origin: string;
beforeAll(async () => {
  const { userPoolId, userPoolClientId, region, amplify } = host.current.config;
  const config = clientConfig({
    endpoint: amplify.API.GraphQL.endpoint,
    region,
    userPoolId,
    userPoolClientId,
    userPoolEndpoint: amplify.Auth.Cognito.userPoolEndpoint,
  });
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/config.json') {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(config));
      return;
    }
    const file = extname(pathname) ? pathname : '/index.html';
    readFile(join(directory, file)).then(
      (body) => response.setHeader('content-type', TYPES[extname(file)] ?? '').end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  origin = `http://localhost:${address.port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

it('the same build serves a deployment: files at one place, the API at another, no demo users', async () => {
  const [ada, ben] = [await makePerson(host.current, 'Ada'), await makePerson(host.current, 'Ben')];
  const one = await Client.signIn(browser.current, origin, ada);
  const other = await Client.signIn(browser.current, origin, ben);
  await one.find(ben);
  await one.write('across origins');
  await one.message('across origins', 'sent').waitFor();
  await other.accept(ada);
  await other.row(ada).getByText('across origins').waitFor();
  await other.open(ada);
  await other.message('across origins').waitFor();
  await other.page.getByRole('button', { name: 'Sign out' }).click();
  await other.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await other.page.getByText('Demo users').count()).toBe(0);
  expect([...one.complaints, ...other.complaints]).toEqual([]);
});
