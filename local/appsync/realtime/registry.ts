import type { Publisher } from '../types.js';
import { Invalidation } from './invalidation.js';
import { APPSYNC_LIMITS, type RealtimeLimits } from './limits.js';
import { silentLog, type Log } from './log.js';
import type { LiveSubscription } from './subscription.js';
import { Subscriptions } from './subscriptions.js';

/** The live subscriptions of an API. The engine publishes to it, the real-time server fills it. */
export interface SubscriptionRegistry {
  /** Neither method throws or waits: delivery happens after the caller's turn. */
  readonly publisher: Publisher;
  add(subscription: LiveSubscription): void;
  remove(subscription: LiveSubscription): void;
}

interface SubscriptionRegistryOptions {
  readonly limits?: Partial<Pick<RealtimeLimits, 'payloadBytes'>>;
  readonly log?: Log;
}

export function createSubscriptionRegistry({
  limits,
  log = silentLog,
}: SubscriptionRegistryOptions = {}): SubscriptionRegistry {
  const payloadBytes = limits?.payloadBytes ?? APPSYNC_LIMITS.payloadBytes;
  const subscriptions = new Subscriptions({ payloadBytes, log });
  const invalidation = new Invalidation();
  return {
    publisher: createPublisher(subscriptions, invalidation, log),
    add(subscription) {
      subscriptions.add(subscription);
      invalidation.add(subscription);
    },
    remove(subscription) {
      subscriptions.remove(subscription);
      invalidation.remove(subscription);
    },
  };
}

/**
 * Delivers events in their order, after the turn that published them: the mutation's own response
 * does not wait for its subscribers.
 */
function createPublisher(
  subscriptions: Subscriptions,
  invalidation: Invalidation,
  log: Log,
): Publisher {
  const waiting: Iterator<void>[] = [];
  /** Delivers for a while, then gives other work of the process a turn. */
  const deliver = () => {
    const end = performance.now() + MAX_STRETCH;
    for (let step = 0; waiting[0] && (step < MIN_STEPS || performance.now() < end); step += 1) {
      try {
        if (waiting[0].next().done) waiting.shift();
      } catch (error) {
        waiting.shift();
        log.error({ err: error }, 'delivering an event failed');
      }
    }
    if (waiting[0]) setImmediate(deliver);
  };
  const enqueue = (task: Iterator<void>) => {
    if (waiting.push(task) === 1) setImmediate(deliver);
  };
  return {
    publish: (event) => enqueue(subscriptions.deliver(event)),
    invalidate: (field, payload) => enqueue(invalidation.invalidate(field, payload)),
  };
}

/** How long delivery may run without a pause, milliseconds. */
const MAX_STRETCH = 20;

/** Deliveries in one turn at least. Each takes a few milliseconds at most, by the limit of a push. */
const MIN_STEPS = 32;
