import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

/**
 * A real-time client for tests, written from AWS's description of the protocol alone ("Building a
 * real-time WebSocket client", AppSync developer guide). Frames wait in a queue until a test takes
 * them, so none is missed.
 */

/** Where the handshake carries its headers. */
export type HandshakeForm = 'protocol' | 'query' | 'headers';

export interface ConnectOptions {
  /** The GraphQL endpoint, `http://127.0.0.1:PORT/graphql`. */
  readonly url: string;
  /** User pools: the JWT. */
  readonly token?: string;
  readonly apiKey?: string;
  readonly form?: HandshakeForm;
}

export interface StartOptions {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  /** Default: a new UUID. */
  readonly id?: string;
  /** Default: the connection's. */
  readonly token?: string;
}

export interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** Opens a socket and waits for the end of the WebSocket handshake; rejects when there is none. */
export async function connect(options: ConnectOptions): Promise<AppSyncSocket> {
  const { url, form = 'protocol' } = options;
  const headers = credentials(options);
  const address = new URL(url);
  address.protocol = address.protocol.replace('http', 'ws');
  address.pathname += '/realtime';
  const json = JSON.stringify({ ...headers, host: new URL(url).host });
  const protocols = ['graphql-ws'];
  if (form === 'protocol') protocols.push(`header-${Buffer.from(json).toString('base64url')}`);
  if (form === 'query') {
    address.searchParams.set('header', Buffer.from(json).toString('base64'));
    address.searchParams.set('payload', Buffer.from('{}').toString('base64'));
  }
  const webSocket = new WebSocket(address, protocols, form === 'headers' ? { headers } : {});
  const socket = new AppSyncSocket(webSocket, options);
  await new Promise<void>((resolve, reject) => {
    webSocket.once('open', resolve);
    webSocket.once('error', reject);
  });
  return socket;
}

export class AppSyncSocket {
  /** The socket underneath, for frames that no client should send. */
  readonly webSocket: WebSocket;
  /** Resolves when the server or the client has closed. */
  readonly closed: Promise<Closed>;
  readonly #options: ConnectOptions;
  readonly #unread: Frame[] = [];
  readonly #waiting = new Set<() => boolean>();

  constructor(webSocket: WebSocket, options: ConnectOptions) {
    this.webSocket = webSocket;
    this.#options = options;
    webSocket.on('message', (data) => {
      this.#unread.push(JSON.parse(data.toString()));
      this.#wake();
    });
    this.closed = new Promise((resolve) =>
      webSocket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.#wake();
      }),
    );
    webSocket.on('error', () => {});
  }

  /** Frames that came and were not taken yet, in their order, `ka` left out. */
  get unread(): readonly Frame[] {
    return this.#unread.filter(({ type }) => type !== 'ka');
  }

  /** How many `ka` came and were not taken yet. */
  get keptAlive(): number {
    return this.#unread.filter(({ type }) => type === 'ka').length;
  }

  /** `connection_init`; resolves with the `connection_ack`. */
  async init(): Promise<Frame> {
    this.send({ type: 'connection_init' });
    return this.next('connection_ack');
  }

  /** Sends `start` and answers its id at once: what comes back is for `next`. */
  start({ query, variables = {}, id = randomUUID(), token }: StartOptions): string {
    const authorization = {
      ...credentials(token === undefined ? this.#options : { token }),
      host: new URL(this.#options.url).host,
    };
    const data = JSON.stringify({ query, variables });
    this.send({ id, type: 'start', payload: { data, extensions: { authorization } } });
    return id;
  }

  /** Starts and waits for the `start_ack`; rejects with the `error` frame's text. */
  async subscribe(options: StartOptions): Promise<string> {
    const id = this.start(options);
    const frame = await this.#take(
      (one) => one.id === id && (one.type === 'start_ack' || one.type === 'error'),
      `start_ack of ${id}`,
    );
    if (frame.type === 'error') throw new Error(JSON.stringify(frame.payload));
    return id;
  }

  /** `stop`; resolves with the `complete`. */
  async stop(id: string): Promise<Frame> {
    this.send({ type: 'stop', id });
    return this.next('complete', id);
  }

  /**
   * The oldest frame not taken yet, of this type and id when they are given; waits for one. Others
   * stay in the queue. Rejects when the socket closes first.
   */
  async next(type?: string, id?: string): Promise<Frame> {
    return this.#take(
      (frame) =>
        (type === undefined ? frame.type !== 'ka' : frame.type === type) &&
        (id === undefined || frame.id === id),
      type ?? 'a frame',
    );
  }

  /**
   * Resolves when the server has answered everything that was sent before: whatever it had to say
   * until then is in the queue.
   */
  async settled(): Promise<void> {
    const id = randomUUID();
    this.send({ type: 'stop', id });
    await this.#take((frame) => frame.id === id, 'the answer to a stop');
  }

  send(frame: unknown): void {
    this.webSocket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  async close(): Promise<Closed> {
    this.webSocket.close(1000);
    return this.closed;
  }

  #take(wanted: (frame: Frame) => boolean, name: string): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const attempt = () => {
        const index = this.#unread.findIndex(wanted);
        const [frame] = index < 0 ? [] : this.#unread.splice(index, 1);
        if (frame) resolve(frame);
        else if (this.webSocket.readyState !== WebSocket.CLOSED) return false;
        else reject(new Error(`The socket closed before ${name} came`));
        return true;
      };
      if (!attempt()) this.#waiting.add(attempt);
    });
  }

  #wake(): void {
    for (const attempt of this.#waiting) if (attempt()) this.#waiting.delete(attempt);
  }
}

function credentials({
  token,
  apiKey,
}: {
  token?: string;
  apiKey?: string;
}): Record<string, string> {
  return {
    ...(token === undefined ? {} : { Authorization: token }),
    ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
  };
}
