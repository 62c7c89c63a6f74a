import type { Clock } from './clock.js';
import type { RealtimeLimits } from './limits.js';
import {
  complete,
  connectionAck,
  connectionError,
  duplicatedOperation,
  errorFrame,
  KEEP_ALIVE,
  maxSubscriptionsReached,
  readClientMessage,
  startAck,
  unknownOperation,
  UNSUPPORTED_OPERATION,
  type FrameError,
  type StartMessage,
} from './messages.js';
import { subscribe, type SubscribeOptions } from './subscribe.js';
import type { LiveSubscription, Subscriber } from './subscription.js';
import { CloseCode, type Socket, type SocketListener } from './transport.js';

/** The states of a connection: docs/protocol.md#states. */
type State = 'OPEN' | 'ACKNOWLEDGED' | 'REFUSED' | 'CLOSED';

/** Shared by all connections of an API. */
export interface ConnectionHost extends Omit<SubscribeOptions, 'sourceIp'> {
  readonly limits: RealtimeLimits;
  readonly clock: Clock;
  /** Registers a subscription that is about to be acknowledged. */
  add(subscription: LiveSubscription): void;
  remove(subscription: LiveSubscription): void;
  closed(connection: Connection): void;
}

/** A subscription id in use. `live` is undefined while its `start` is being processed. */
interface Slot {
  live?: LiveSubscription;
}

/** One client's connection, from the handshake to the close. */
export class Connection implements SocketListener, Subscriber {
  readonly #socket: Socket;
  readonly #host: ConnectionHost;
  readonly #sourceIp: string;
  readonly #refusal: FrameError | undefined;
  /** By id. */
  readonly #subscriptions = new Map<string, Slot>();
  #state: State;
  #cancelWait = nothing;
  #cancelKeepAlive = nothing;
  #cancelLifetime = nothing;

  /** @param refusal why the handshake failed; undefined when it succeeded */
  constructor(
    socket: Socket,
    host: ConnectionHost,
    { sourceIp, refusal }: { sourceIp: string; refusal?: FrameError },
  ) {
    this.#socket = socket;
    this.#host = host;
    this.#sourceIp = sourceIp;
    this.#refusal = refusal;
    this.#state = refusal ? 'REFUSED' : 'OPEN';
    const { clock, limits } = host;
    if (refusal) {
      this.#cancelWait = clock.after(limits.refusalDelay, () => this.#refuse());
      return;
    }
    this.#cancelWait = clock.after(limits.firstFrameTimeout, () =>
      this.close(CloseCode.POLICY_VIOLATION, 'No connection_init and no start'),
    );
    this.#cancelLifetime = clock.after(limits.connectionLifetime, () =>
      this.close(CloseCode.GOING_AWAY, 'Connection lifetime reached'),
    );
    this.#keepAlive();
  }

  /** Handles every frame in every state (docs/protocol.md#states). */
  onMessage(text: string | undefined): void {
    if (this.#state === 'CLOSED') return;
    if (this.#state === 'REFUSED') return this.#refuse();
    const { limits } = this.#host;
    const message = readClientMessage(text, limits.idLength);
    switch (message?.type) {
      case 'connection_init':
        this.#cancelWait();
        this.#state = 'ACKNOWLEDGED';
        this.send(connectionAck(limits.connectionTimeout));
        this.send(KEEP_ALIVE);
        return this.#keepAlive();
      case 'start':
        this.#cancelWait();
        return void this.#start(message);
      case 'stop':
        return this.#stop(message.id);
      case undefined:
        return this.send(UNSUPPORTED_OPERATION);
    }
  }

  onClose(): void {
    if (this.#state !== 'CLOSED') this.#end();
    this.#cancelWait();
    this.#host.closed(this);
  }

  /** Sends a frame unless the connection is closed. Drops a client whose unread queue is over the limit. */
  send(frame: string): void {
    if (this.#state === 'CLOSED') return;
    const { limits, log } = this.#host;
    if (this.#socket.bufferedAmount > limits.bufferedBytes) {
      log.warn(
        { limit: limits.bufferedBytes },
        'client does not read its frames; connection dropped',
      );
      return this.terminate();
    }
    this.#socket.send(frame);
  }

  invalidated(): void {
    this.close(CloseCode.NORMAL, 'Subscription invalidated');
  }

  /** Closes with a close frame. Drops the socket when the client does not answer it in time. */
  close(code: CloseCode, reason: string): void {
    if (this.#state === 'CLOSED') return;
    this.#end();
    const { clock, limits } = this.#host;
    this.#cancelWait = clock.after(limits.closeTimeout, () => this.#socket.terminate());
    this.#socket.close(code, reason);
  }

  /** Drops the socket without a close frame. */
  terminate(): void {
    this.#end();
    this.#socket.terminate();
  }

  async #start(message: StartMessage): Promise<void> {
    const { id } = message;
    const { subscriptionsPerConnection } = this.#host.limits;
    if (this.#subscriptions.has(id)) return this.send(duplicatedOperation(id));
    if (this.#subscriptions.size >= subscriptionsPerConnection) {
      return this.send(maxSubscriptionsReached(id, subscriptionsPerConnection));
    }
    const slot: Slot = {};
    this.#subscriptions.set(id, slot);
    const answer = await subscribe(message, this, { ...this.#host, sourceIp: this.#sourceIp });
    // A `stop` or the end of the connection may have come while this `start` was processed.
    if (this.#subscriptions.get(id) !== slot) return;
    if ('errors' in answer) {
      this.#subscriptions.delete(id);
      return this.send(errorFrame(id, answer.errors));
    }
    slot.live = answer;
    this.#host.add(answer);
    this.send(startAck(id));
  }

  #stop(id: string): void {
    const slot = this.#subscriptions.get(id);
    if (!slot) return this.send(unknownOperation(id));
    this.#subscriptions.delete(id);
    if (slot.live) this.#host.remove(slot.live);
    this.send(complete(id));
  }

  #refuse(): void {
    if (this.#state !== 'REFUSED' || !this.#refusal) return;
    this.send(connectionError(this.#refusal));
    this.close(CloseCode.POLICY_VIOLATION, 'Connection refused');
  }

  #keepAlive(): void {
    this.#cancelKeepAlive();
    this.#cancelKeepAlive = this.#host.clock.after(this.#host.limits.keepAliveInterval, () => {
      this.send(KEEP_ALIVE);
      this.#keepAlive();
    });
  }

  #end(): void {
    this.#state = 'CLOSED';
    this.#cancelWait();
    this.#cancelKeepAlive();
    this.#cancelLifetime();
    for (const { live } of this.#subscriptions.values()) if (live) this.#host.remove(live);
    this.#subscriptions.clear();
  }
}

const nothing = () => {};
