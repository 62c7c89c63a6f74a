import { getOrMake } from '../getOrMake.js';
import type { LiveSubscription } from './subscription.js';

/**
 * The subscriptions that have an invalidation filter (`setSubscriptionInvalidationFilter`), by their
 * field: docs/protocol.md#invalidation. Subscriptions without one are not kept here.
 */
export class Invalidation {
  readonly #byField = new Map<string, Set<LiveSubscription>>();

  add(subscription: LiveSubscription): void {
    if (!subscription.invalidation) return;
    getOrMake(this.#byField, subscription.fieldName, () => new Set()).add(subscription);
  }

  remove(subscription: LiveSubscription): void {
    const subscriptions = this.#byField.get(subscription.fieldName);
    subscriptions?.delete(subscription);
    if (subscriptions?.size === 0) this.#byField.delete(subscription.fieldName);
  }

  /**
   * Ends every subscription of the field whose invalidation filter matches the payload, in one step of
   * the iterator. All of them receive `complete` before the first connection is closed.
   */
  // oxlint-disable-next-line require-yield -- a single step
  *invalidate(subscriptionField: string, payload: Record<string, unknown>): Generator<void> {
    const ended = [...(this.#byField.get(subscriptionField) ?? [])].filter((subscription) =>
      subscription.invalidation?.matches(payload),
    );
    for (const subscription of ended) subscription.complete();
    for (const subscription of ended) subscription.disconnect();
  }
}
