import { maxPushBytes } from '../pushLimit.js';

/** The limits of the real-time endpoint. docs/protocol.md#limits says what happens at each of them. */
export interface RealtimeLimits {
  /** `connectionTimeoutMs` of `connection_ack`, milliseconds (measured on the service). */
  readonly connectionTimeout: number;
  /** Time between two `ka` frames, milliseconds (measured: about 60 s). */
  readonly keepAliveInterval: number;
  /** Longest life of a connection, milliseconds (AppSync developer guide, real-time-websocket-client). */
  readonly connectionLifetime: number;
  /** Subscriptions on one connection (AppSync quotas: "Subscriptions per client connection"). */
  readonly subscriptionsPerConnection: number;
  /** Largest payload of a push, bytes. */
  readonly payloadBytes: number;
  /** Ours: time in which a client must send `connection_init` or `start`, milliseconds. */
  readonly firstFrameTimeout: number;
  /** Ours: how long `connection_error` waits for the client's first frame, milliseconds. */
  readonly refusalDelay: number;
  /** Ours: largest frame that a client may send, bytes. */
  readonly frameBytes: number;
  /** Ours: longest subscription id, UTF-16 units. */
  readonly idLength: number;
  /** Ours: largest queue of unread frames for one client, bytes. */
  readonly bufferedBytes: number;
  /** Ours: how long the host waits for the answer to its close frame, milliseconds. */
  readonly closeTimeout: number;
}

export const APPSYNC_LIMITS: RealtimeLimits = {
  connectionTimeout: 300_000,
  keepAliveInterval: 60_000,
  connectionLifetime: 24 * 60 * 60 * 1_000,
  subscriptionsPerConnection: 200,
  payloadBytes: maxPushBytes,
  firstFrameTimeout: 15_000,
  refusalDelay: 250,
  frameBytes: 256 * 1_024,
  idLength: 128,
  bufferedBytes: 8 * 1_024 * 1_024,
  closeTimeout: 1_000,
};

/** Limits of enhanced and invalidation filters (AppSync developer guide, extensions-js). */
export const FILTER_LIMITS = {
  /** Distinct field names. The guide says for each filter; a report shows that the service counts all filters together. */
  fieldNames: 5,
  /** Filters joined by OR. An `in` counts as one filter for each value. */
  filters: 10,
  inValues: 5,
  containsAnyValues: 20,
  stringLength: 256,
  nestingLevels: 5,
} as const;
