import { getOrMake } from '../getOrMake.js';
import { isObject } from '../jsonObject.js';
import type { MutationEvent } from '../types.js';
import type { Log } from './log.js';
import type { LiveSubscription } from './subscription.js';

interface SubscriptionsOptions {
  readonly payloadBytes: number;
  readonly log: Log;
}

/** All live subscriptions of the API, by mutation: docs/protocol.md#delivery. */
export class Subscriptions {
  readonly #byMutation = new Map<string, MutationIndex>();
  readonly #payloadBytes: number;
  readonly #log: Log;

  constructor({ payloadBytes, log }: SubscriptionsOptions) {
    this.#payloadBytes = payloadBytes;
    this.#log = log;
  }

  add(subscription: LiveSubscription): void {
    for (const mutation of subscription.mutations) {
      getOrMake(this.#byMutation, mutation, () => new MutationIndex()).add(subscription);
    }
  }

  remove(subscription: LiveSubscription): void {
    for (const mutation of subscription.mutations) {
      const index = this.#byMutation.get(mutation);
      index?.remove(subscription);
      if (index?.size === 0) this.#byMutation.delete(mutation);
    }
  }

  /**
   * Delivers an event to every subscription that matches it, one in each step of the iterator.
   * Subscriptions that render it to the same object share one JSON text. Never throws: a failure of
   * one subscription is logged and does not affect the others.
   */
  *deliver({ fieldName, payload }: MutationEvent): Generator<void> {
    // Whether AppSync publishes a null result is not documented. The host does not.
    if (payload === null || payload === undefined) return;
    const subscriptions = this.#byMutation.get(fieldName)?.candidates(payload) ?? [];
    const rendered = new Map<unknown, string>();
    let published: string | undefined;
    for (const subscription of subscriptions) {
      try {
        if (!subscription.matcher.matches(payload)) continue;
        published ??= this.#serialise(payload, fieldName);
        if (published === TOO_LARGE) return;
        const answer = subscription.render(payload);
        const json = getOrMake(rendered, answer, () => this.#serialise(answer, fieldName));
        if (json !== TOO_LARGE) subscription.deliver(json);
      } catch (error) {
        this.#log.error({ fieldName, err: error }, 'delivering an event to a subscription failed');
      }
      yield;
    }
  }

  /** Returns JSON, or `TOO_LARGE`. AppSync silently drops a push over the limit (measured). */
  #serialise(value: unknown, fieldName: string): string {
    // A rendering that is too large is undefined.
    const json = value === undefined ? TOO_LARGE : JSON.stringify(value);
    const bytes = value === undefined ? undefined : Buffer.byteLength(json);
    if (bytes !== undefined && bytes <= this.#payloadBytes) return json;
    this.#log.warn(
      { fieldName, bytes, limit: this.#payloadBytes },
      'push over the size limit dropped',
    );
    return TOO_LARGE;
  }
}

/** A marker: no JSON text is empty. */
const TOO_LARGE = '';

/**
 * The subscriptions of one mutation. Subscriptions that require a value of a top-level field are
 * indexed by it, so the cost of an event grows with the subscriptions that can match, not with all.
 */
class MutationIndex {
  readonly #unindexed = new Set<LiveSubscription>();
  readonly #byField = new Map<string, Map<unknown, Set<LiveSubscription>>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(subscription: LiveSubscription): void {
    this.#size += 1;
    const { keys } = subscription.matcher;
    if (!keys) this.#unindexed.add(subscription);
    for (const { fieldName, value } of keys ?? []) {
      const byValue = getOrMake(this.#byField, fieldName, () => new Map());
      getOrMake(byValue, value, () => new Set()).add(subscription);
    }
  }

  remove(subscription: LiveSubscription): void {
    this.#size -= 1;
    const { keys } = subscription.matcher;
    if (!keys) this.#unindexed.delete(subscription);
    for (const { fieldName, value } of keys ?? []) {
      const byValue = this.#byField.get(fieldName);
      const holders = byValue?.get(value);
      holders?.delete(subscription);
      if (holders?.size === 0) byValue?.delete(value);
      if (byValue?.size === 0) this.#byField.delete(fieldName);
    }
  }

  /** Every subscription that can match the payload, each once. */
  candidates(payload: unknown): Iterable<LiveSubscription> {
    const found: ReadonlySet<LiveSubscription>[] =
      this.#unindexed.size > 0 ? [this.#unindexed] : [];
    if (isObject(payload)) {
      for (const [fieldName, byValue] of this.#byField) {
        const holders = byValue.get(payload[fieldName]);
        if (holders) found.push(holders);
      }
    }
    // A copy, because delivering can end a connection, which removes its subscriptions.
    const all = found.flatMap((holders) => [...holders]);
    return found.length > 1 ? new Set(all) : all;
  }
}
