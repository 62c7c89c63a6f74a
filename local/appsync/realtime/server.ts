import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { UnauthorizedError } from '../auth/errors.js';
import type { SubscriptionEngine } from '../types.js';
import { systemClock, type Clock } from './clock.js';
import { Connection, type ConnectionHost } from './connection.js';
import { type Handshake, readHandshake, SUB_PROTOCOL } from './handshake.js';
import { APPSYNC_LIMITS, type RealtimeLimits } from './limits.js';
import { silentLog, type Log } from './log.js';
import type { FrameError } from './messages.js';
import type { SubscriptionRegistry } from './registry.js';
import type { AuthorizeSocket } from './subscribe.js';
import type { LiveSubscription } from './subscription.js';
import { CloseCode } from './transport.js';
import { createWsTransport } from './wsTransport.js';

export interface RealtimeOptions {
  readonly engine: SubscriptionEngine;
  /** Where live subscriptions are kept. The engine publishes to the same one. */
  readonly registry: SubscriptionRegistry;
  readonly authorize: AuthorizeSocket;
  /** Overrides of AppSync's limits. */
  readonly limits?: Partial<RealtimeLimits>;
  readonly clock?: Clock;
  /**
   * For tests of clients, milliseconds, default 0: a subscription gets no event that is published
   * within this time after its `start_ack`. AppSync was seen to lose such events
   * (aws-appsync-community issue 405).
   */
  readonly loseEventsAfterAck?: number;
  readonly log?: Log;
}

interface Realtime {
  /** Listener for the HTTP server's `upgrade` event. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Number of open connections. */
  readonly connections: number;
  /** Closes every connection. Resolves when the last one is closed. */
  close(): Promise<void>;
}

/** What a signature of the handshake covers (developer guide, real-time-websocket-client, "IAM"). */
const signedHandshake = { path: '/graphql/connect', body: '{}' };

/** AppSync's real-time endpoint for one API: docs/protocol.md. */
export function createRealtime({
  engine,
  registry,
  authorize,
  limits: givenLimits,
  clock = systemClock,
  loseEventsAfterAck = 0,
  log = silentLog,
}: RealtimeOptions): Realtime {
  const limits = { ...APPSYNC_LIMITS, ...givenLimits };
  const upgrade = createWsTransport(limits);
  const connections = new OpenConnections();
  let closing = false;
  const host: ConnectionHost = {
    engine,
    authorize,
    limits,
    clock,
    log,
    ...adding(registry, clock, loseEventsAfterAck),
    closed: (connection) => connections.delete(connection),
  };

  const accept = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const sourceIp = request.socket.remoteAddress ?? '';
    const handshake = readHandshake(request);
    const refusal = await refusalOf(handshake, sourceIp, authorize, log);
    if (closing || socket.destroyed) return void socket.destroy();
    const protocol = handshake.kind === 'REFUSED' ? handshake.protocol : SUB_PROTOCOL;
    upgrade({ request, socket, head }, protocol, (accepted) => {
      const connection = new Connection(accepted, host, { sourceIp, refusal });
      connections.add(connection);
      return connection;
    });
  };

  return {
    handleUpgrade(request, socket, head) {
      // Without a listener, an error before the upgrade would end the process.
      socket.on('error', () => socket.destroy());
      accept(request, socket, head).catch((error: unknown) => {
        log.error({ err: error }, 'upgrading a connection failed');
        socket.destroy();
      });
    },
    get connections() {
      return connections.size;
    },
    async close() {
      closing = true;
      await connections.close(limits, clock);
    },
  };
}

/** Why a connection is refused; undefined if it is not. */
async function refusalOf(
  handshake: Handshake,
  sourceIp: string,
  authorize: AuthorizeSocket,
  log: Log,
): Promise<FrameError | undefined> {
  if (handshake.kind === 'REFUSED') return handshake.error;
  try {
    await authorize(handshake.headers, sourceIp, signedHandshake);
    return undefined;
  } catch (error) {
    const isExpected = error instanceof UnauthorizedError;
    if (!isExpected) log.error({ err: error }, 'authorizing a connection failed');
    const { errorType, message } = isExpected ? error : new UnauthorizedError();
    // Seen for an invalid credential (amplify-flutter issue 2763).
    return { errorType, message, errorCode: 401 };
  }
}

/** The connections that are open, and their end. */
class OpenConnections extends Set<Connection> {
  #onLastClosed = () => {};

  override delete(connection: Connection): boolean {
    const wasOpen = super.delete(connection);
    if (this.size === 0) this.#onLastClosed();
    return wasOpen;
  }

  /** Closes every connection, and terminates those that stay open longer than `closeTimeout`. */
  async close({ closeTimeout }: RealtimeLimits, clock: Clock): Promise<void> {
    if (this.size === 0) return;
    const allClosed = new Promise<void>((resolve) => (this.#onLastClosed = resolve));
    for (const connection of this) connection.close(CloseCode.GOING_AWAY, 'Host is stopping');
    const cancel = clock.after(closeTimeout, () => {
      for (const connection of this) connection.terminate();
    });
    await allClosed;
    cancel();
  }
}

/** How connections add and remove live subscriptions: at once, or when the lossy time is over. */
function adding(
  registry: SubscriptionRegistry,
  clock: Clock,
  loseEventsAfterAck: number,
): Pick<ConnectionHost, 'add' | 'remove'> {
  const { add, remove } = registry;
  if (loseEventsAfterAck <= 0) return { add, remove };
  const waiting = new Map<LiveSubscription, () => void>();
  return {
    add(subscription) {
      const cancel = clock.after(loseEventsAfterAck, () => {
        waiting.delete(subscription);
        add(subscription);
      });
      waiting.set(subscription, cancel);
    },
    remove(subscription) {
      const cancel = waiting.get(subscription);
      waiting.delete(subscription);
      if (cancel) cancel();
      else remove(subscription);
    },
  };
}
