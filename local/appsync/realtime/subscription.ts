import type { AcceptedSubscription } from '../types.js';
import { ArgumentMatcher, FilterMatcher, type Matcher } from './filters.js';
import { complete, dataFrameHead } from './messages.js';

/** The connection of a subscription. */
export interface Subscriber {
  send(frame: string): void;
  /** Closes the connection because one of its subscriptions was invalidated. */
  invalidated(): void;
}

/** A subscription from `start_ack` to its end. */
export interface LiveSubscription {
  readonly fieldName: string;
  readonly mutations: readonly string[];
  readonly matcher: Matcher;
  readonly invalidation: Matcher | undefined;
  /** The event as this subscriber selected it. */
  render(payload: unknown): unknown;
  /** Sends a `data` frame. @param payload JSON */
  deliver(payload: string): void;
  /** Sends `complete`. */
  complete(): void;
  /** Closes the connection of the subscription. */
  disconnect(): void;
}

/**
 * A subscription that the engine accepted and whose filters passed `checkFilter`. There can be
 * thousands, so each holds little memory and no closures.
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
    this.matcher = filter ? new FilterMatcher(filter) : new ArgumentMatcher(accepted.arguments);
    this.invalidation = invalidationFilter && new FilterMatcher(invalidationFilter);
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
