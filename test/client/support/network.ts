import type { AmplifyClient } from '../../../client/src/messaging/requests';
import type { Hub } from '../../../client/src/messaging/realtime';
import { type AppSyncSocket, connect } from '../../support/appsyncSocket';
import { networkError } from './networkError';

export interface Answer {
  readonly data: unknown;
  readonly errors?: readonly unknown[];
}
interface Observer {
  next(event: { data: unknown }): void;
  error(thrown: unknown): void;
}

/** Sees what goes over the network, also what the client never gets to see. */
export interface NetworkWatch {
  /** A request leaves. @returns what is called with the host's answer; undefined: there was none */
  asked(query: string, variables: object): (answer: Answer | undefined) => void;
  /** An event comes, of whatever subscription. */
  pushed(data: unknown): void;
  /** The host has closed the socket: nothing here has cut it. */
  closed(code: number, reason: string): void;
}

/**
 * In place of Amplify's client and Hub, for several people in one process: requests and one socket
 * to a real host. A cut ends the socket, and the answers that are on their way count as lost, though
 * the host carries the requests out.
 */
export class Network {
  readonly #url: string;
  readonly #token: () => Promise<string>;
  readonly #requests = new Set<Promise<unknown>>();
  readonly #listeners = new Set<Parameters<Hub['listen']>[1]>();
  readonly #cut = new WeakSet<AppSyncSocket>();
  #socket: Promise<AppSyncSocket> | undefined;
  #connection = new AbortController();

  readonly #watch: NetworkWatch | undefined;

  /** @param token gives an access token that is valid, as Amplify's session does */
  constructor(url: string, token: () => Promise<string>, watch?: NetworkWatch) {
    this.#url = `${url}/graphql`;
    this.#token = token;
    this.#watch = watch;
  }

  readonly hub: Hub = {
    listen: (_channel, listener) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
  };

  readonly client: AmplifyClient = {
    cancel: () => true,
    graphql: ({ query, variables = {} }) =>
      query.includes('subscription')
        ? { subscribe: (observer: Observer) => this.#subscribe(query, observer) }
        : this.#ask(query, variables),
  };

  /** Cuts everything that is open. What is asked for from now on gets through again. */
  async cut(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#connection.abort(networkError);
    this.#connection = new AbortController();
    const opened = await socket?.catch(() => undefined);
    if (opened) {
      this.#cut.add(opened);
      opened.webSocket.terminate();
    }
    this.#say('ConnectionStateChange', { connectionState: 'ConnectionDisrupted' });
  }

  get isBusy(): boolean {
    return this.#requests.size > 0;
  }

  /** Resolves when the host has answered everything, also what is not waited for any more. */
  async settled(): Promise<void> {
    while (this.isBusy) await Promise.allSettled(this.#requests);
  }

  async #ask(query: string, variables: object): Promise<Answer> {
    const { signal } = this.#connection;
    const request = this.#post(query, variables);
    this.#requests.add(request);
    const answer = await request.finally(() => this.#requests.delete(request));
    signal.throwIfAborted();
    if (answer.errors) throw answer; // as Amplify does
    return answer;
  }

  async #post(query: string, variables: object): Promise<Answer> {
    const token = await this.#token();
    const answered = this.#watch?.asked(query, variables);
    let answer: Answer | undefined;
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { authorization: token },
        body: JSON.stringify({ query, variables }),
      });
      return (answer = (await response.json()) as Answer);
    } finally {
      answered?.(answer);
    }
  }

  #subscribe(query: string, observer: Observer): { unsubscribe(): void } {
    let active = true;
    const listen = async (): Promise<void> => {
      const socket = await (this.#socket ??= this.#open());
      if (!active) return;
      const id = await socket.subscribe({ query });
      this.#say('Subscription ack', { query });
      while (active) {
        const { payload } = await socket.next('data', id);
        const { data } = payload as { data: unknown };
        this.#watch?.pushed(data);
        if (active) observer.next({ data });
      }
    };
    listen().catch(() => undefined); // the socket has been cut
    return { unsubscribe: () => (active = false) };
  }

  async #open(): Promise<AppSyncSocket> {
    const socket = await connect({ url: this.#url, token: await this.#token() });
    await socket.init();
    void socket.closed.then(({ code, reason }) => {
      if (!this.#cut.has(socket)) this.#watch?.closed(code, reason);
    });
    return socket;
  }

  #say(event: string, data: unknown): void {
    this.#listeners.forEach((listener) => listener({ payload: { event, data } }));
  }
}
