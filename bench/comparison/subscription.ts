import { WebSocket } from 'ws';
import type { Dialect, Server } from './peerServer.js';

/** A subscription to one server, in that server's protocol. */
export interface Subscription {
  readonly socket: WebSocket;
  /** The next event's `payload`; rejects when the socket closes or the server answers with an error. */
  next(): Promise<{ data?: Record<string, Record<string, unknown> | null> | null }>;
}

const credentials = (url: string, token: string) => ({
  Authorization: token,
  host: new URL(url).host,
});

/** Opens the socket, up to the server's acknowledgement. Rejects with the code of a close. */
export const openSocket = (
  { url }: Pick<Server, 'url'>,
  token: string,
  dialect: Dialect,
): Promise<WebSocket> => {
  const address = new URL(`${url.replace('http', 'ws')}/graphql/realtime`);
  const header = JSON.stringify(credentials(url, token));
  const protocols = [dialect === 'graphql-transport-ws' ? dialect : 'graphql-ws'];
  if (dialect === 'appsync-protocol') {
    protocols.push(`header-${Buffer.from(header).toString('base64url')}`);
  }
  if (dialect === 'appsync-query') {
    address.searchParams.set('header', Buffer.from(header).toString('base64'));
    address.searchParams.set('payload', Buffer.from('{}').toString('base64'));
  }
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, protocols);
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
    socket.once('open', () => {
      const payload = dialect === 'graphql-transport-ws' ? { authorization: token } : undefined;
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
    });
    socket.once('message', (raw: Buffer) => {
      const { type } = JSON.parse(raw.toString()) as { type: string };
      if (type === 'connection_ack') resolve(socket);
      else reject(new Error(`answered ${type}`));
    });
  });
};

/**
 * Subscribes. AppSync's protocol acknowledges a subscription. graphql-ws does not: there the answer
 * to a later ping shows that the subscription is active.
 */
export const subscribe = async (
  server: Server,
  token: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Subscription> => {
  const { url, dialect } = server;
  const socket = await openSocket(server, token, dialect);
  const events: object[] = [];
  const waiting: ((event: object | Error) => void)[] = [];
  const settle = (event: object | Error): void => {
    const first = waiting.shift();
    if (first) first(event);
    else if (!(event instanceof Error)) events.push(event);
  };
  const ready = new Promise<void>((resolve, reject) => {
    socket.on('close', (code) => {
      const error = new Error(`closed with ${code}`);
      reject(error);
      settle(error);
    });
    socket.on('message', (raw: Buffer) => {
      const { type, payload } = JSON.parse(raw.toString()) as { type: string; payload: object };
      if (type === 'data' || type === 'next') settle(payload);
      if (type === 'start_ack' || type === 'pong') resolve();
      if (type === 'error') {
        const error = new Error(JSON.stringify(payload));
        reject(error);
        settle(error);
      }
    });
  });
  if (dialect === 'graphql-transport-ws') {
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
    socket.send(JSON.stringify({ type: 'ping' }));
  } else {
    const payload = {
      data: JSON.stringify({ query, variables }),
      extensions: { authorization: credentials(url, token) },
    };
    socket.send(JSON.stringify({ id: '1', type: 'start', payload }));
  }
  await ready;
  return {
    socket,
    next: () =>
      new Promise((resolve, reject) => {
        const event = events.shift();
        if (event) resolve(event);
        else waiting.push((one) => (one instanceof Error ? reject(one) : resolve(one)));
      }),
  };
};
