import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

import { UnauthorizedError, unauthorizedMessages } from '../../local/appsync/auth/errors.js';
import type { Log } from '../../local/appsync/realtime/log.js';
import { createSubscriptionRegistry } from '../../local/appsync/realtime/registry.js';
import { createRealtime, type RealtimeOptions } from '../../local/appsync/realtime/server.js';
import type { Caller, Headers } from '../../local/appsync/types.js';
import { connect, type AppSyncSocket, type ConnectOptions } from '../support/appsyncSocket.js';
import { createEngine } from './engine.js';

const running: (() => Promise<void>)[] = [];

/** Stops everything that a test started. */
export function endAfterEach(): void {
  afterEach(async () => {
    for (const end of running.splice(0).reverse()) await end();
  });
}

export type TestHost = Awaited<ReturnType<typeof startHost>>;

/** Starts a real-time endpoint on its own port. Needs `endAfterEach()` in the file. */
export async function startHost(options: Partial<RealtimeOptions> = {}) {
  const log = recordingLog();
  const registry = createSubscriptionRegistry({ limits: options.limits, log });
  const realtime = createRealtime({
    engine: createEngine(),
    registry,
    authorize,
    log,
    ...options,
  });
  const server = createServer();
  server.on('upgrade', realtime.handleUpgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/graphql`;
  const clients: AppSyncSocket[] = [];
  running.push(async () => {
    await realtime.close();
    for (const client of clients) client.webSocket.terminate();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url,
    port,
    realtime,
    publisher: registry.publisher,
    log,
    /** Opens a socket and sends no frame. */
    async connect(given: Partial<ConnectOptions> = {}) {
      const client = await connect({ url, token: 'alice', ...given });
      clients.push(client);
      return client;
    },
    /** Opens a socket and waits for `connection_ack`. */
    async client(given: Partial<ConnectOptions> = {}) {
      const client = await this.connect(given);
      await client.init();
      return client;
    },
  };
}

/**
 * Resolves when the server has answered a WebSocket ping, so that all earlier frames have arrived.
 * Sends no frame of the protocol. Rejects when the socket closes first.
 */
export function reached({ webSocket }: AppSyncSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    webSocket.once('pong', () => resolve());
    webSocket.once('close', () => reject(new Error('The socket closed before the pong came')));
    webSocket.ping();
  });
}

/** In these tests a token is the name of its user; `expired` and `forged` are invalid. */
export async function authorize(headers: Headers): Promise<Caller> {
  const token = headers.authorization;
  if (typeof token !== 'string') throw new UnauthorizedError(unauthorizedMessages.noCredential);
  if (token === 'expired') throw new UnauthorizedError(unauthorizedMessages.expired);
  if (token === 'forged') throw new UnauthorizedError();
  if (token === 'fault') throw new Error('the key store of /var/keys is gone');
  return {
    authType: 'User Pool Authorization',
    identity: {
      sub: token,
      issuer: 'tests',
      username: token,
      claims: {},
      sourceIp: ['127.0.0.1'],
      groups: null,
      defaultAuthStrategy: 'ALLOW',
    },
    expiresAt: Infinity,
  };
}

export interface RecordingLog extends Log {
  readonly lines: { level: 'warn' | 'error'; details: Record<string, unknown>; message: string }[];
}

function recordingLog(): RecordingLog {
  const lines: RecordingLog['lines'] = [];
  return {
    lines,
    warn: (details, message) => lines.push({ level: 'warn', details, message }),
    error: (details, message) => lines.push({ level: 'error', details, message }),
  };
}
