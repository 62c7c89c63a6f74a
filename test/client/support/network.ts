import type { AmplifyClient } from '../../../client/src/messaging/requests';
import type { Hub } from '../../../client/src/messaging/realtime';
import { type AppSyncSocket, connect } from '../../support/appsyncSocket';
import { networkError } from './client';

interface Answer {
  readonly data: unknown;
  readonly errors?: readonly unknown[];
}
interface Observer {
  next(event: { data: unknown }): void;
  error(thrown: unknown): void;
}

/**
 * In place of Amplify's client and Hub, for several people in one process: requests and one socket
 * to a real host. A cut ends the socket, and the answers that are on their way count as lost, though
 * the host carries the requests out.
 */
export class Network {
  readonly #url: string;
  readonly #token: string;
  readonly #requests = new Set<Promise<unknown>>();
  readonly #listeners = new Set<Parameters<Hub['listen']>[1]>();
  #socket: Promise<AppSyncSocket> | undefined;
  #connection = new AbortController();

  constructor(url: string, token: string) {
    this.#url = `${url}/graphql`;
    this.#token = token;
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
    (await socket)?.webSocket.terminate();
    this.#say('ConnectionStateChange', { connectionState: 'ConnectionDisrupted' });
  }

  get isBusy(): boolean {
    return this.#requests.size > 0;
  }

  /** Resolves when the host has answered everything, also what nobody waits for any more. */
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
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { authorization: this.#token },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
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
        if (active) observer.next(payload as { data: unknown });
      }
    };
    listen().catch(() => undefined); // the socket has been cut
    return { unsubscribe: () => (active = false) };
  }

  async #open(): Promise<AppSyncSocket> {
    const socket = await connect({ url: this.#url, token: this.#token });
    await socket.init();
    return socket;
  }

  #say(event: string, data: unknown): void {
    this.#listeners.forEach((listener) => listener({ payload: { event, data } }));
  }
}
