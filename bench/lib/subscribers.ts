import { WebSocket } from 'ws';
import { now } from './statistics.js';

export interface Subscribers {
  /** Resolves once every subscription has received one more event, with the times by `now()`. */
  nextEvent(): Promise<number[]>;
  close(): Promise<void>;
}

const AT_ONCE = 50;

/**
 * Opens sockets of AppSync's protocol, each with some subscriptions, and waits for every
 * `start_ack`. All of them belong to one person.
 */
export const openSubscribers = async (options: {
  /** The host's address. */
  readonly url: string;
  readonly accessToken: string;
  readonly query: string;
  readonly sockets: number;
  readonly subscriptionsEach?: number;
  readonly onProgress?: (open: number) => void;
}): Promise<Subscribers> => {
  const { sockets: size, subscriptionsEach = 1 } = options;
  const sockets: WebSocket[] = [];
  let arrivals: number[] = [];
  let complete: ((times: number[]) => void) | undefined;
  const onEvent = (): void => {
    arrivals.push(now());
    if (arrivals.length === size * subscriptionsEach) complete?.(arrivals);
  };
  const open = async (): Promise<void> => {
    const { socket, ready } = openSocket({ ...options, subscriptionsEach }, onEvent);
    sockets.push(socket);
    await ready;
  };

  while (sockets.length < size) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, size - sockets.length) }, open));
    options.onProgress?.(sockets.length);
  }
  return {
    nextEvent: () => {
      arrivals = [];
      return new Promise((resolve) => (complete = resolve));
    },
    close: async () => {
      const closed = sockets.map(
        (socket) => new Promise((resolve) => socket.once('close', resolve)),
      );
      for (const socket of sockets) socket.close();
      await Promise.all(closed);
    },
  };
};

/** Opens one socket. `ready` resolves when all its subscriptions are acknowledged. */
function openSocket(
  options: {
    readonly url: string;
    readonly accessToken: string;
    readonly query: string;
    readonly subscriptionsEach: number;
  },
  onEvent: () => void,
): { readonly socket: WebSocket; readonly ready: Promise<void> } {
  const { url, accessToken, query, subscriptionsEach } = options;
  const authorization = { Authorization: accessToken, host: new URL(url).host };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  const address = `${url.replace('http', 'ws')}/graphql/realtime`;
  const socket = new WebSocket(address, ['graphql-ws', `header-${header}`]);
  const subscribe = (id: string): void => {
    const data = JSON.stringify({ query, variables: {} });
    const payload = { data, extensions: { authorization } };
    socket.send(JSON.stringify({ id, type: 'start', payload }));
  };
  const ready = new Promise<void>((resolve, reject) => {
    let acknowledged = 0;
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`The host closed a socket: ${code}`)));
    socket.once('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (raw: Buffer) => {
      const text = raw.toString('latin1');
      if (text.includes('"type":"data"')) return onEvent();
      if (text.includes('"type":"ka"')) return;
      if (text.includes('"type":"start_ack"')) {
        acknowledged += 1;
        if (acknowledged === subscriptionsEach) resolve();
      } else if (text.includes('"type":"connection_ack"')) {
        for (let at = 0; at < subscriptionsEach; at += 1) subscribe(`subscription-${at}`);
      } else reject(new Error(`The host answered ${text}`));
    });
  });
  return { socket, ready };
}
