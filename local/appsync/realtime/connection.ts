import type { Caller, Headers, SubscriptionEngine } from '../types';
import type { Clock } from './clock';
import { lowerCased } from './handshake';
import type { RealtimeLimits } from './limits';
import type { Log } from './log';
import {
  complete,
  connectionAck,
  connectionError,
  errorFrame,
  KEEP_ALIVE,
  readClientMessage,
  startAck,
  UNSUPPORTED_OPERATION,
  type FrameError,
  type StartMessage,
} from './messages';
import { openSubscription, type SubscriptionHost } from './subscribe';
import type { LiveSubscription } from './subscriptions';
import { CloseCode, type Socket, type SocketListener } from './transport';

/** The states of a connection: docs/protocol.md#states. */
type State = 'OPEN' | 'ACKNOWLEDGED' | 'REFUSED' | 'CLOSED';

export interface ConnectionOptions {
  readonly socket: Socket;
  /** Why the handshake failed; undefined when it did not. */
  readonly refusal: FrameError | undefined;
  readonly sourceIp: string;
  readonly engine: SubscriptionEngine;
  readonly authorize: (headers: Headers, sourceIp: string) => Promise<Caller>;
  /** Where subscriptions are from `start_ack` to their end. */
  readonly host: SubscriptionHost;
  readonly limits: RealtimeLimits;
  readonly clock: Clock;
  readonly log: Log;
  readonly onClosed: () => void;
}

/** One client's socket, from the handshake to the close. */
export class Connection implements SocketListener {
  readonly #options: ConnectionOptions;
  /** By id; without `live` while its `start` is being looked at. */
  readonly #subscriptions = new Map<string, { live?: LiveSubscription }>();
  readonly #timers = new Set<() => void>();
  #state: State;
  #stopKeepAlive = () => {};
  #stopWaiting = () => {};

  constructor(options: ConnectionOptions) {
    const { refusal, limits } = (this.#options = options);
    this.#state = refusal ? 'REFUSED' : 'OPEN';
    if (refusal) {
      this.#stopWaiting = this.#after(limits.refusalDelay, () => this.#refuse());
      return;
    }
    this.#stopWaiting = this.#after(limits.firstFrameTimeout, () =>
      this.close(CloseCode.POLICY_VIOLATION, 'No connection_init and no start'),
    );
    this.#after(limits.connectionLifetime, () =>
      this.close(CloseCode.GOING_AWAY, 'Connection lifetime reached'),
    );
    this.#keepAlive();
  }

  /** The states and what each frame does in them, in one place. */
  onMessage(text: string | undefined): void {
    if (this.#state === 'CLOSED') return;
    if (this.#state === 'REFUSED') return this.#refuse();
    const message = readClientMessage(text, this.#options.limits.idLength);
    switch (message?.type) {
      case 'connection_init':
        this.#stopWaiting();
        this.#state = 'ACKNOWLEDGED';
        this.#send(connectionAck(this.#options.limits.connectionTimeout));
        this.#send(KEEP_ALIVE);
        return this.#keepAlive();
      case 'start':
        this.#stopWaiting();
        return void this.#start(message);
      case 'stop':
        return this.#stop(message.id);
      case undefined:
        return this.#send(UNSUPPORTED_OPERATION);
    }
  }

  onClose(): void {
    if (this.#state !== 'CLOSED') this.#end();
    this.#options.onClosed();
  }

  close(code: CloseCode, reason: string): void {
    if (this.#state === 'CLOSED') return;
    this.#end();
    this.#options.socket.close(code, reason);
  }

  /** Drops the socket without a goodbye. */
  terminate(): void {
    this.#end();
    this.#options.socket.terminate();
  }

  async #start(message: StartMessage): Promise<void> {
    const { id } = message;
    const { limits } = this.#options;
    if (this.#subscriptions.has(id)) {
      return this.#send(errorFrame(id, [duplicatedOperation(id)]));
    }
    if (this.#subscriptions.size >= limits.subscriptionsPerConnection) {
      return this.#send(errorFrame(id, maxSubscriptionsReached(limits.subscriptionsPerConnection)));
    }
    const slot: { live?: LiveSubscription } = {};
    this.#subscriptions.set(id, slot);
    const opened = await openSubscription(message, {
      ...this.#options,
      headers: lowerCased(message.authorization ?? {}),
      send: (frame) => this.#send(frame),
      disconnect: () => this.close(CloseCode.NORMAL, 'Subscription invalidated'),
    });
    // A `stop`, or the end of the connection, may have come first.
    if (this.#subscriptions.get(id) !== slot) return;
    if ('errors' in opened) {
      this.#subscriptions.delete(id);
      return this.#send(errorFrame(id, opened.errors));
    }
    slot.live = opened;
    this.#options.host.add(opened);
    this.#send(startAck(id));
  }

  #stop(id: string): void {
    const slot = this.#subscriptions.get(id);
    if (!slot) return this.#send(errorFrame(id, [unknownOperation(id)]));
    this.#subscriptions.delete(id);
    if (slot.live) this.#options.host.remove(slot.live);
    this.#send(complete(id));
  }

  #refuse(): void {
    const { refusal } = this.#options;
    if (this.#state !== 'REFUSED' || !refusal) return;
    this.#send(connectionError(refusal));
    this.close(CloseCode.POLICY_VIOLATION, 'Connection refused');
  }

  #send(frame: string): void {
    const { socket, limits, log } = this.#options;
    if (this.#state === 'CLOSED') return;
    if (socket.bufferedAmount > limits.bufferedBytes) {
      log.warn({ limit: limits.bufferedBytes }, 'A client does not read what it is sent: dropped');
      return this.terminate();
    }
    socket.send(frame);
  }

  #keepAlive(): void {
    this.#stopKeepAlive();
    this.#stopKeepAlive = this.#after(this.#options.limits.keepAliveInterval, () => {
      this.#send(KEEP_ALIVE);
      this.#keepAlive();
    });
  }

  #after(milliseconds: number, run: () => void): () => void {
    const cancel = this.#options.clock.after(milliseconds, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
  }

  #end(): void {
    this.#state = 'CLOSED';
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    for (const { live } of this.#subscriptions.values()) {
      if (live) this.#options.host.remove(live);
    }
    this.#subscriptions.clear();
  }
}

/** Seen: amplify-js issue 12818. */
function duplicatedOperation(id: string): FrameError {
  return { errorType: 'DuplicatedOperationError', message: `Duplicated operation with id ${id}` };
}

/** Seen: amplify-cli issue 3547 (of 50, an older limit). */
function maxSubscriptionsReached(limit: number): FrameError {
  return {
    errorType: 'MaxSubscriptionsReachedError',
    message: `Max number of ${limit} subscriptions reached`,
  };
}

/** AppSync Events documents it for its own protocol; what GraphQL's says is not known. */
function unknownOperation(id: string): FrameError {
  return { errorType: 'UnknownOperationError', message: `Unknown operation id ${id}` };
}
