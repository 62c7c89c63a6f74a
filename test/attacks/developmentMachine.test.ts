import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { useMessaging } from '../support/messaging.js';

const messaging = useMessaging();

interface Attempt {
  readonly path: string;
  readonly host: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Sends a request with a `Host` header of the attacker's choice; `fetch` cannot. */
async function send({ path, host, method = 'GET', headers = {}, body = '' }: Attempt) {
  const sent = request(new URL(path, messaging.host.url), {
    method,
    headers: { ...headers, host },
  }).end(body);
  const [response] = await Promise.race([once(sent, 'response'), once(sent, 'upgrade')]);
  const status: number = response.statusCode;
  if (status === 101) response.socket.destroy();
  return { status, body: status === 101 ? '' : await text(response) };
}

const handshake = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol': 'graphql-ws',
};

const paths: [what: string, attempt: Omit<Attempt, 'host'>][] = [
  ['the configuration with the demo passwords', { path: '/config.json' }],
  ['the API', { path: '/graphql', method: 'POST', body: '{"query":"{ me { uuid } }"}' }],
  ['the real-time endpoint', { path: '/graphql/realtime', headers: handshake }],
  ['the user pool', { path: '/cognito', method: 'POST', body: '{}' }],
  ['the client', { path: '/' }],
  ['the explorer', { path: '/graphiql' }],
  ['the health check', { path: '/health' }],
];

/** Names that a page of an attacker can have resolved to 127.0.0.1, or that only look like loopback. */
const foreignHosts = (port: string) => [
  'evil.example',
  `evil.example:${port}`,
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  `evil.example#localhost:${port}`,
  'evil-localhost',
  '0.0.0.0',
  '192.168.0.7',
];

describe('DNS rebinding', () => {
  it.each(paths)('does not reach %s', async (_what, attempt) => {
    for (const host of foreignHosts(new URL(messaging.host.url).port)) {
      const { status, body } = await send({ ...attempt, host });
      expect([host, status]).toEqual([host, 421]);
      expect(body).not.toMatch(/password|uuid|userPool/i);
    }
  });

  it.each(['localhost', 'LocalHost', '127.0.0.1', '[::1]'])('does not affect %s', async (name) => {
    const { port } = new URL(messaging.host.url);
    for (const host of [name, `${name}:${port}`]) {
      expect((await send({ path: '/config.json', host })).status).toBe(200);
      expect((await send({ path: '/graphql/realtime', host, headers: handshake })).status).toBe(
        101,
      );
    }
  });
});

describe('A forged Host header', () => {
  it('changes no address that a client gets', async () => {
    const { userPoolId } = messaging.host.config;
    const openId = `/cognito/${userPoolId}/.well-known/openid-configuration`;
    for (const path of ['/config.json', openId]) {
      const { body } = await send({ path, host: 'localhost:1' });
      expect(body).not.toContain('localhost:1');
    }
    const { body } = await send({ path: openId, host: 'localhost:1' });
    expect((JSON.parse(body) as { jwks_uri: string }).jwks_uri).toBe(
      `${messaging.host.url}/cognito/${userPoolId}/.well-known/jwks.json`,
    );
  });
});
