import type { MessagingApi } from './api';
import {
  connectionReducer,
  initialConnection,
  reconnectDelay,
  statusOf,
  topics,
  type Connection,
  type ConnectionEvent,
  type Topic,
} from './connection';
import type { MessagingError } from './errors';
import { Observable } from './observable';
import type { Message, MessageGroup, ReadMarker } from './types';

/** The part of Amplify's `Hub` that reports its connection. */
export interface Hub {
  listen(
    channel: 'api',
    listener: (capsule: { payload: { event: string; data?: unknown } }) => void,
  ): () => void;
}

interface RealtimeOptions {
  readonly api: Pick<MessagingApi, Topic>;
  readonly hub: Hub;
  readonly onMessage: (message: Message) => void;
  readonly onChange: (message: Message) => void;
  /** A conversation was read: by this person on whatever device, or by the other one. */
  readonly onMarker: (marker: ReadMarker) => void;
  /** A row was changed, on whatever device. */
  readonly onRow: (row: MessageGroup) => void;
  /** All subscriptions are established, for the n-th time: catch up. */
  readonly onSession: (session: number) => void;
}

/** Milliseconds without an acknowledgement after which an attempt is given up. */
const ACK_TIMEOUT = 20_000;

/**
 * Keeps the subscriptions up. Amplify restarts them 5 s after a drop, but once that has failed only
 * each minute, and never one that ended with an error (api-graphql 4.10, `ReconnectionMonitor`): so
 * this class restarts them itself, at once when the network is back.
 */
export class Realtime {
  readonly #options: RealtimeOptions;
  readonly connection: Observable<Connection>;
  #ends: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #cleanUp: (() => void)[] = [];

  constructor(options: RealtimeOptions) {
    this.#options = options;
    this.connection = new Observable(initialConnection(navigator.onLine));
  }

  start(): void {
    // The state of an earlier connection, and of the network then, is out of date.
    const { session } = this.connection.current;
    this.connection.set({ ...initialConnection(navigator.onLine), session });
    const network = (): void => this.#dispatch({ type: 'network', online: navigator.onLine });
    // After sleep, the socket may be dead before the browser reports it.
    const visible = (): void => {
      const lost = statusOf(this.connection.current) === 'reconnecting';
      if (lost && document.visibilityState === 'visible') this.#reconnectSoon(0);
    };
    window.addEventListener('online', network);
    window.addEventListener('offline', network);
    document.addEventListener('visibilitychange', visible);
    this.#cleanUp = [
      () => window.removeEventListener('online', network),
      () => window.removeEventListener('offline', network),
      () => document.removeEventListener('visibilitychange', visible),
      this.#options.hub.listen('api', ({ payload }) =>
        this.#onHubEvent(payload.event, payload.data),
      ),
    ];
    this.#open();
    this.#reconnectSoon(ACK_TIMEOUT);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#cleanUp.forEach((end) => end());
    this.#close();
  }

  #open(): void {
    const { api, onMessage, onChange, onMarker, onRow } = this.#options;
    const error = (topic: Topic) => (thrown: MessagingError) => this.#ended(topic, thrown);
    this.#ends = [
      api.onCreateMessage({ next: onMessage, error: error('onCreateMessage') }),
      api.onUpdateMessage({ next: onChange, error: error('onUpdateMessage') }),
      api.onMarkMessageGroupRead({ next: onMarker, error: error('onMarkMessageGroupRead') }),
      api.onUpdateMessageGroup({ next: onRow, error: error('onUpdateMessageGroup') }),
    ];
  }

  #close(): void {
    this.#ends.forEach((end) => end());
    this.#ends = [];
  }

  #onHubEvent(event: string, data: unknown): void {
    const { connectionState, query } = (data ?? {}) as Record<string, unknown>;
    if (event === 'ConnectionStateChange' && typeof connectionState === 'string') {
      this.#dispatch({ type: 'socket', state: connectionState });
    }
    if (event === 'Subscription ack' && typeof query === 'string') {
      // As a whole word: one name begins with another.
      const topic = topics.find((name) => new RegExp(`\\b${name}\\b`).test(query));
      if (topic) this.#dispatch({ type: 'acknowledged', topic });
    }
  }

  #ended(topic: Topic, error: MessagingError): void {
    this.#dispatch({ type: 'ended', topic, refused: error.type === 'Forbidden' });
  }

  #dispatch(event: ConnectionEvent): void {
    const before = this.connection.current;
    const after = connectionReducer(before, event);
    if (after === before) return;
    this.connection.set(after);
    if (after.session !== before.session) this.#options.onSession(after.session);
    const status = statusOf(this.connection.current);
    if (status === 'live' || status === 'refused') clearTimeout(this.#timer);
    const lost = event.type === 'socket' || event.type === 'ended';
    if (status !== 'live' && lost) this.#reconnectSoon(reconnectDelay(before.attempts));
    if (event.type === 'network' && event.online) this.#reconnectSoon(0);
  }

  #reconnectSoon(delay: number): void {
    const status = statusOf(this.connection.current);
    if (status === 'live' || status === 'offline' || status === 'refused') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#close();
      this.#dispatch({ type: 'attempt' });
      this.#open();
      this.#reconnectSoon(ACK_TIMEOUT);
    }, delay);
  }
}
