import type { Caller, Headers, SubscriptionEngine } from '../types.js';
import { isUnauthorized } from './authorization.js';
import { checkFilter } from './filterLimits.js';
import { lowerCased } from './handshake.js';
import type { Log } from './log.js';
import type { FrameError, StartMessage } from './messages.js';
import { Subscription, type LiveSubscription, type Subscriber } from './subscription.js';

export interface SubscribeOptions {
  readonly engine: SubscriptionEngine;
  readonly authorize: (headers: Headers, sourceIp: string) => Promise<Caller>;
  readonly sourceIp: string;
  readonly log: Log;
}

/** What the `error` frame says. */
export interface RefusedStart {
  readonly errors: readonly (FrameError | Record<string, unknown>)[];
}

/**
 * Looks at a `start`: its own authorisation, the engine's word, the filters' limits. Answers the
 * subscription, not yet live, or the errors. Never rejects. See docs/protocol.md#start.
 */
export async function subscribe(
  { id, query, variables, operationName, authorization }: StartMessage,
  subscriber: Subscriber,
  { engine, authorize, sourceIp, log }: SubscribeOptions,
): Promise<LiveSubscription | RefusedStart> {
  try {
    const headers = lowerCased(authorization ?? {});
    const caller = await authorize(headers, sourceIp);
    const answer = await engine.subscribe({ query, variables, operationName }, caller, headers);
    if (answer.kind === 'REFUSED') return { errors: answer.errors };
    for (const filter of [answer.filter, answer.invalidationFilter]) {
      const problem = filter && checkFilter(filter);
      if (problem) return { errors: [problem] };
    }
    return new Subscription(id, answer, subscriber);
  } catch (error) {
    // Seen, without an errorCode: aws-appsync-realtime-client-ios issue 108.
    if (isUnauthorized(error)) {
      return { errors: [{ errorType: error.errorType, message: error.message }] };
    }
    log.error({ err: error }, 'A subscription could not be started');
    return { errors: [INTERNAL_FAILURE] };
  }
}

/** For faults of the host itself. What the fault was stays in the log. */
const INTERNAL_FAILURE: FrameError = {
  errorType: 'InternalFailure',
  message: 'An internal failure occurred.',
};
