import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

import type { HandshakeForm } from '../support/appsyncSocket.js';
import { authorize, endAfterEach, reached, startHost, type TestHost } from './host.js';
import { ManualClock } from './manualClock.js';

endAfterEach();

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the credential', () => {
  it.each<HandshakeForm>(['protocol', 'query', 'headers'])(
    'is taken from the handshake in the form "%s", and graphql-ws is answered',
    async (form) => {
      const host = await startHost();
      const token = '?>?>?>';
      expect(base64url({ Authorization: token })).toContain('_'); // not what base64 has there
      const client = await host.connect({ form, token });
      expect(client.webSocket.protocol).toBe('graphql-ws');
      await client.init();
      await client.subscribe({ query: 'subscription { onMessage { id } }' });
    },
  );

  it('is found with any letter case of Authorization, and graphql-ws in any position', async () => {
    const { port } = await startHost();
    const header = base64url({ AUTHORIZATION: 'alice', Host: 'localhost' });
    const webSocket = new WebSocket(`ws://127.0.0.1:${port}/graphql/realtime`, [
      `header-${header}`,
      'graphql-ws',
    ]);
    expect((await firstFrame(webSocket, '{"type":"connection_init"}')).type).toBe('connection_ack');
    expect(webSocket.protocol).toBe('graphql-ws');
    webSocket.terminate();
  });

  it('is accepted with any host', async () => {
    const { port } = await startHost();
    const header = base64url({ Authorization: 'alice', host: 'another.example.com' });
    const webSocket = new WebSocket(`ws://127.0.0.1:${port}/graphql/realtime`, [
      'graphql-ws',
      `header-${header}`,
    ]);
    expect((await firstFrame(webSocket, '{"type":"connection_init"}')).type).toBe('connection_ack');
    webSocket.terminate();
  });

  it('is read from a query string whose plus signs were not escaped', async () => {
    const { port } = await startHost();
    const header = base64({ Authorization: 'alice', host: 'localhost', note: '>>>>' });
    expect(header).toContain('+');
    const webSocket = new WebSocket(
      `ws://127.0.0.1:${port}/graphql/realtime?header=${header}&payload=e30=`,
      'graphql-ws',
    );
    expect((await firstFrame(webSocket, '{"type":"connection_init"}')).type).toBe('connection_ack');
    webSocket.terminate();
  });

  it.each<[string, string]>([
    ['expired', 'Token has expired.'],
    ['forged', 'You are not authorized to make this call.'],
    ['fault', 'You are not authorized to make this call.'],
  ])('%s ends the connection with connection_error 401', async (token, message) => {
    for (const form of ['protocol', 'query', 'headers'] as const) {
      const host = await startHost();
      const client = await host.connect({ token, form });
      client.send({ type: 'connection_init' });
      expect(await client.next()).toEqual({
        type: 'connection_error',
        payload: { errors: [{ errorType: 'UnauthorizedException', message, errorCode: 401 }] },
      });
      expect(await client.closed).toEqual({ code: 1008, reason: 'Connection refused' });
    }
  });

  it('missing in a header object ends the connection with connection_error 401', async () => {
    for (const form of ['protocol', 'query'] as const) {
      const client = await (await startHost()).connect({ token: undefined, form });
      client.send({ type: 'connection_init' });
      expect(await client.next()).toEqual({
        type: 'connection_error',
        payload: {
          errors: [
            {
              errorType: 'UnauthorizedException',
              message: 'Valid authorization header not provided.',
              errorCode: 401,
            },
          ],
        },
      });
      expect((await client.closed).code).toBe(1008);
    }
  });

  it('missing in all three places is answered with "Required headers are missing."', async () => {
    const client = await (await startHost()).connect({ token: undefined, form: 'headers' });
    client.send({ type: 'connection_init' });
    expect(await client.next()).toEqual({
      type: 'connection_error',
      payload: { errors: [{ message: 'Required headers are missing.', errorCode: 400 }] },
    });
    expect((await client.closed).code).toBe(1008);
  });

  it('refused is answered after 250 ms when the client sends nothing', async () => {
    const clock = new ManualClock();
    const host = await startHost({ clock });
    const client = await host.connect({ token: 'expired' });
    clock.advance(249);
    await reached(client);
    expect(client.unread).toEqual([]);
    clock.advance(1);
    expect((await client.next()).type).toBe('connection_error');
    await client.closed;
    await expect.poll(() => clock.pending).toBe(0);
  });

  it('refused stays refused whatever frames follow at once', async () => {
    const client = await (await startHost()).connect({ token: 'forged' });
    client.send({ type: 'connection_init' });
    client.start({ query: 'subscription { onMessage { id } }', token: 'alice' });
    await client.closed;
    expect(client.unread.map(({ type }) => type)).toEqual(['connection_error']);
  });
});

describe('a handshake that cannot be read', () => {
  const header = { Authorization: 'alice', host: 'localhost' };
  it.each<[string, string[], string]>([
    ['a header that is no base64', ['graphql-ws', 'header-~~~'], ''],
    ['a header that is no JSON', ['graphql-ws', `header-${base64url('x').slice(1)}`], ''],
    ['a header that is no object', ['graphql-ws', `header-${base64url('alice')}`], ''],
    ['an empty header', ['graphql-ws', 'header-'], ''],
    ['a query string without a payload', ['graphql-ws'], `?header=${base64(header)}`],
    ['a payload that is no object', ['graphql-ws'], `?header=${base64(header)}&payload=MQ==`],
    ['an empty header in the query', ['graphql-ws'], '?header=&payload=e30='],
  ])('%s is a BadRequestException 400', async (_name, protocols, query) => {
    const { port } = await startHost();
    const webSocket = new WebSocket(`ws://127.0.0.1:${port}/graphql/realtime${query}`, protocols);
    expect(await firstFrame(webSocket, '{"type":"connection_init"}')).toMatchObject({
      type: 'connection_error',
      payload: { errors: [{ errorType: 'BadRequestException', errorCode: 400 }] },
    });
  });

  it('for its header without host is answered with "Required headers are missing."', async () => {
    const { port } = await startHost();
    const hostless = { Authorization: 'alice' };
    for (const { protocols, query } of [
      { protocols: ['graphql-ws', `header-${base64url(hostless)}`], query: '' },
      { protocols: ['graphql-ws'], query: `?header=${base64(hostless)}&payload=e30=` },
    ]) {
      const webSocket = new WebSocket(`ws://127.0.0.1:${port}/graphql/realtime${query}`, protocols);
      expect(await firstFrame(webSocket, '{"type":"connection_init"}')).toEqual({
        type: 'connection_error',
        payload: { errors: [{ message: 'Required headers are missing.', errorCode: 400 }] },
      });
    }
  });

  it('for lack of a sub-protocol is a NoProtocolError', async () => {
    const { port } = await startHost();
    const query = `?header=${base64(header)}&payload=e30=`;
    const webSocket = new WebSocket(`ws://127.0.0.1:${port}/graphql/realtime${query}`);
    expect(await firstFrame(webSocket, '{"type":"connection_init"}')).toEqual({
      type: 'connection_error',
      payload: { errors: [{ message: 'NoProtocolError', errorCode: 400 }] },
    });
  });

  it('for other sub-protocols is a SubProtocolNotSupportedError, and no sub-protocol is answered', async () => {
    const host = await startHost();
    const { headers, frame } = await rawUpgrade(host, {
      'Sec-WebSocket-Protocol': 'graphql-transport-ws, json',
    });
    expect(headers['sec-websocket-protocol']).toBeUndefined();
    expect(JSON.parse(frame)).toEqual({
      payload: { errors: [{ message: 'SubProtocolNotSupportedError', errorCode: 400 }] },
      type: 'connection_error',
    });
  });
});

describe('the path', () => {
  it.each(['/', '/graphql', '/graphql/realtime/', '/graphql/connect', '//', '/graphql%2Frealtime'])(
    '%s is not found',
    async (path) => {
      const { port } = await startHost();
      const webSocket = new WebSocket(`ws://127.0.0.1:${port}${path}`, 'graphql-ws', {
        headers: { Authorization: 'alice' },
      });
      const closed = new Promise((resolve) => webSocket.once('close', resolve));
      expect(await firstFrame(webSocket, '{"type":"connection_init"}')).toEqual({
        type: 'connection_error',
        payload: {
          errors: [
            { errorType: 'com.amazon.coral.service.http#HttpNotFoundException', errorCode: 400 },
          ],
        },
      });
      expect(await closed).toBe(1008);
    },
  );
});

describe('a client that disconnects while its token is verified', () => {
  it('leaves no state behind, and the next client is served', async () => {
    let asked = () => {};
    let answer = () => {};
    const wasAsked = new Promise<void>((resolve) => (asked = resolve));
    const answered = new Promise<void>((resolve) => (answer = resolve));
    let calls = 0;
    const host = await startHost({
      async authorize(headers) {
        calls += 1;
        asked();
        if (calls === 1) await answered;
        return authorize(headers);
      },
    });
    const webSocket = new WebSocket(`ws://127.0.0.1:${host.port}/graphql/realtime`, 'graphql-ws', {
      headers: { Authorization: 'alice' },
    });
    webSocket.on('error', () => {});
    const closed = new Promise((resolve) => webSocket.once('close', resolve));
    await wasAsked;
    webSocket.terminate();
    await closed;
    answer();
    await host.client();
    await host.realtime.close();
    expect(host.realtime.connections).toBe(0);
  });
});

/** Waits for the socket to open, sends a frame and resolves with the first frame received. */
async function firstFrame(webSocket: WebSocket, say: string): Promise<{ type: string }> {
  const frame = new Promise<string>((resolve, reject) => {
    webSocket.once('message', (data) => resolve(data.toString()));
    webSocket.once('error', reject);
  });
  webSocket.once('open', () => webSocket.send(say));
  return JSON.parse(await frame);
}

/** An upgrade without a WebSocket library, which would reject this response. Reads one short frame. */
function rawUpgrade({ port }: TestHost, headers: Record<string, string>) {
  return new Promise<{ headers: Record<string, unknown>; frame: string }>((resolve, reject) => {
    const upgrade = request({
      port,
      path: '/graphql/realtime',
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    });
    upgrade.on('error', reject);
    upgrade.on('upgrade', (response, socket, head) => {
      let bytes: Buffer = head;
      const read = () => {
        // RFC 6455, 5.2: one byte of flags, one of length (below 126), then the text, unmasked.
        const length = bytes[1];
        if (length === undefined || bytes.length < 2 + length) return;
        socket.destroy();
        resolve({ headers: response.headers, frame: bytes.subarray(2, 2 + length).toString() });
      };
      socket.on('data', (chunk: Buffer) => {
        bytes = Buffer.concat([bytes, chunk]);
        read();
      });
      read();
    });
    upgrade.end();
  });
}
