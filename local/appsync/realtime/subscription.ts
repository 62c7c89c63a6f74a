import type { AcceptedSubscription } from '../types.js';
import { argumentMatcher, filterMatcher, type Matcher } from './filters.js';
import { complete, dataFrameHead } from './messages.js';

/** Whose subscription it is. */
export interface Subscriber {
  send(frame: string): void;
  /** Closes the connection because a subscription on it was taken away. */
  invalidated(): void;
}

/** A subscription from `start_ack` to its end. */
export interface LiveSubscription {
  readonly fieldName: string;
  readonly mutations: readonly string[];
  readonly matcher: Matcher;
  readonly invalidation: Matcher | undefined;
  /** The subscriber's own view of an event. */
  render(payload: unknown): unknown;
  /** Sends a `data` frame with this payload, already JSON. */
  deliver(payload: string): void;
  /** Says that it has ended from this side. */
  complete(): void;
  /** Closes the connection that it is on. */
  disconnect(): void;
}

/**
 * One that the engine let in, and whose filters `checkFilter` found nothing wrong with. There are
 * thousands of them: what each one holds is kept small (no functions of its own).
 */
export class Subscription implements LiveSubscription {
  readonly matcher: Matcher;
  readonly invalidation: Matcher | undefined;
  readonly #id: string;
  readonly #accepted: AcceptedSubscription;
  readonly #subscriber: Subscriber;
  readonly #dataFrameHead: string;

  constructor(id: string, accepted: AcceptedSubscription, subscriber: Subscriber) {
    const { filter, invalidationFilter } = accepted;
    this.matcher = filter ? filterMatcher(filter) : argumentMatcher(accepted.arguments);
    this.invalidation = invalidationFilter && filterMatcher(invalidationFilter);
    this.#id = id;
    this.#accepted = accepted;
    this.#subscriber = subscriber;
    this.#dataFrameHead = dataFrameHead(id);
  }

  get fieldName(): string {
    return this.#accepted.fieldName;
  }

  get mutations(): readonly string[] {
    return this.#accepted.mutations;
  }

  render(payload: unknown): unknown {
    return this.#accepted.render(payload);
  }

  deliver(payload: string): void {
    this.#subscriber.send(`${this.#dataFrameHead}${payload}}`);
  }

  complete(): void {
    this.#subscriber.send(complete(this.#id));
  }

  disconnect(): void {
    this.#subscriber.invalidated();
  }
}
