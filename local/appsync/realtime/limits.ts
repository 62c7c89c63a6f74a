/**
 * The numbers of the real-time endpoint. See docs/protocol.md#limits for what each does when it is
 * reached.
 */
export interface RealtimeLimits {
  /** `connectionTimeoutMs` of `connection_ack`, milliseconds (measured on the service). */
  readonly connectionTimeout: number;
  /** Between two `ka`, milliseconds (measured: about 60 s). */
  readonly keepAliveInterval: number;
  /** From the handshake to the close by the service, milliseconds (AppSync developer guide, real-time-websocket-client). */
  readonly connectionLifetime: number;
  /** Subscriptions on one connection (AppSync quotas: "Subscriptions per client connection"). */
  readonly subscriptionsPerConnection: number;
  /** Largest payload of a push, bytes (AppSync quotas: 240 KB; measured between 244,440 and 247,040). */
  readonly payloadBytes: number;
  /** Ours: a client that has sent neither `connection_init` nor `start` by then is let go, milliseconds. */
  readonly firstFrameTimeout: number;
  /** Ours: how long `connection_error` waits for the client's first frame, milliseconds. */
  readonly refusalDelay: number;
  /** Ours: largest frame from a client, bytes. */
  readonly frameBytes: number;
  /** Ours: longest subscription id, UTF-16 units. */
  readonly idLength: number;
  /** Ours: what may wait for a client that does not read, bytes. */
  readonly bufferedBytes: number;
  /** Ours: how long a closing client may take over its goodbye when the host stops, milliseconds. */
  readonly closeTimeout: number;
}

export const APPSYNC_LIMITS: RealtimeLimits = {
  connectionTimeout: 300_000,
  keepAliveInterval: 60_000,
  connectionLifetime: 24 * 60 * 60 * 1_000,
  subscriptionsPerConnection: 200,
  payloadBytes: 245_760,
  firstFrameTimeout: 15_000,
  refusalDelay: 250,
  frameBytes: 256 * 1_024,
  idLength: 128,
  bufferedBytes: 8 * 1_024 * 1_024,
  closeTimeout: 1_000,
};

/** Limits of enhanced and invalidation filters (AppSync developer guide, extensions-js). */
export const FILTER_LIMITS = {
  /** Distinct field names; the guide says of each filter, a report of the service shows it of all together. */
  fieldNames: 5,
  /** Filters joined by OR, each `in` counted as one filter a value. */
  filters: 10,
  inValues: 5,
  containsAnyValues: 20,
  stringLength: 256,
  nestingLevels: 5,
} as const;
