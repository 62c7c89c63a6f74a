/** The two subscriptions that keep a client up to date. */
export const topics = ['onCreateMessage', 'onMarkMessageGroupRead'] as const;
export type Topic = (typeof topics)[number];

/**
 * - `connecting`: for the first time.
 * - `live`: what is written now, arrives.
 * - `reconnecting`: it was live; what is written now arrives later.
 * - `offline`: the browser knows of no network.
 * - `refused`: the API has denied a subscription; it is not tried again until everything begins anew.
 */
export type ConnectionStatus = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused';

export interface Connection {
  readonly online: boolean;
  /** Subscriptions that the API has acknowledged on the socket that stands. */
  readonly established: readonly Topic[];
  readonly wasLive: boolean;
  /** A subscription has been denied for good. */
  readonly refused: boolean;
  /**
   * Counts how often everything was established anew: at each step, what was missed meanwhile has
   * to be caught up.
   */
  readonly session: number;
  /** Attempts since it was live. */
  readonly attempts: number;
}

export type ConnectionEvent =
  | { type: 'network'; online: boolean }
  /** `start_ack` has come for a subscription. */
  | { type: 'acknowledged'; topic: Topic }
  /** A subscription has ended with an error; the socket may stand. */
  | { type: 'ended'; topic: Topic; refused?: boolean }
  /** `connectionState` of Amplify's `ConnectionStateChange`. */
  | { type: 'socket'; state: string }
  /** All subscriptions are being started anew. */
  | { type: 'attempt' };

export const initialConnection = (online: boolean): Connection => ({
  online,
  established: [],
  wasLive: false,
  refused: false,
  session: 0,
  attempts: 0,
});

/**
 * States of Amplify's in which the socket is gone. `Connecting` is not one of them: it is also shown
 * while a further subscription starts on a socket that stands, and for ever after one was denied
 * (api-graphql 4.10, `ConnectionStateMonitor`).
 */
const GONE = new Set(['ConnectionDisrupted', 'ConnectionDisruptedPendingNetwork', 'Disconnected']);

/** What the connection is after an event; the same object when nothing has changed. */
export function connectionReducer(connection: Connection, event: ConnectionEvent): Connection {
  const { established } = connection;
  switch (event.type) {
    case 'network': {
      if (event.online === connection.online) return connection;
      // A socket may have slept through it: caught up in any case.
      const session = connection.session + (event.online && isEstablished(connection) ? 1 : 0);
      return { ...connection, online: event.online, session };
    }
    case 'acknowledged': {
      if (established.includes(event.topic)) {
        // The socket was replaced faster than anybody was told.
        return isEstablished(connection)
          ? { ...connection, session: connection.session + 1 }
          : connection;
      }
      const next = { ...connection, established: [...established, event.topic] };
      if (!isEstablished(next)) return next;
      return { ...next, wasLive: true, attempts: 0, session: connection.session + 1 };
    }
    case 'ended':
      return {
        ...connection,
        established: established.filter((topic) => topic !== event.topic),
        refused: connection.refused || event.refused === true,
      };
    case 'socket':
      return GONE.has(event.state) && established.length > 0
        ? { ...connection, established: [] }
        : connection;
    case 'attempt':
      return { ...connection, established: [], attempts: connection.attempts + 1 };
  }
}

export function statusOf(connection: Connection): ConnectionStatus {
  if (!connection.online) return 'offline';
  if (connection.refused) return 'refused';
  if (isEstablished(connection)) return 'live';
  return connection.wasLive ? 'reconnecting' : 'connecting';
}

const isEstablished = ({ established }: Connection): boolean =>
  established.length === topics.length;

/** Milliseconds before the next attempt: doubled each time up to 15 s, and spread by half. */
export function reconnectDelay(attempts: number, random: () => number = Math.random): number {
  const ceiling = Math.min(15_000, 500 * 2 ** attempts);
  return ceiling / 2 + random() * (ceiling / 2);
}
