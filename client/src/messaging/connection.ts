import { retryDelay } from './retryDelay';

/** The subscriptions that keep a client up to date. */
export const topics = [
  'onCreateMessage',
  'onUpdateMessage',
  'onMarkMessageGroupRead',
  'onUpdateMessageGroup',
] as const;
export type Topic = (typeof topics)[number];

/**
 * - `connecting`: for the first time.
 * - `live`: new messages arrive at once.
 * - `reconnecting`: it was live; new messages arrive later.
 * - `offline`: the browser reports no network.
 * - `refused`: the API has denied a subscription; it is not tried again until the next start.
 */
export type ConnectionStatus = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused';

export interface Connection {
  readonly online: boolean;
  /** Subscriptions that the API has acknowledged on the current socket. */
  readonly established: readonly Topic[];
  readonly wasLive: boolean;
  /** A subscription has been denied for good. */
  readonly refused: boolean;
  /**
   * Counts how often all subscriptions were established. With each step, what was missed before it
   * has to be caught up.
   */
  readonly session: number;
  /** Attempts since it was live. */
  readonly attempts: number;
}

export type ConnectionEvent =
  | { type: 'network'; online: boolean }
  /** `start_ack` has come for a subscription. */
  | { type: 'acknowledged'; topic: Topic }
  /** A subscription has ended with an error; the socket may still be open. */
  | { type: 'ended'; topic: Topic; refused?: boolean }
  /** `connectionState` of Amplify's `ConnectionStateChange`. */
  | { type: 'socket'; state: string }
  /** All subscriptions are being started again. */
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
 * while a further subscription starts on an open socket, and for ever after one was denied
 * (api-graphql 4.10, `ConnectionStateMonitor`).
 */
const GONE = new Set(['ConnectionDisrupted', 'ConnectionDisruptedPendingNetwork', 'Disconnected']);

/** What the connection is after an event; the same object when nothing has changed. */
export function connectionReducer(connection: Connection, event: ConnectionEvent): Connection {
  const { established } = connection;
  switch (event.type) {
    case 'network': {
      if (event.online === connection.online) return connection;
      // The socket may have lost something meanwhile: catch up in any case.
      const session = connection.session + (event.online && isEstablished(connection) ? 1 : 0);
      return { ...connection, online: event.online, session };
    }
    case 'acknowledged': {
      if (established.includes(event.topic)) {
        // The socket was replaced before its end was reported.
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

/** Milliseconds before the next attempt. */
export const reconnectDelay = (attempts: number, random = Math.random): number =>
  retryDelay(attempts, 15_000, random);
