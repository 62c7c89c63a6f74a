import type { AuthorizedRequest } from '../auth/caller.js';
import { UnauthorizedError } from '../auth/errors.js';
import { internalFailure } from '../graphql/limits.js';
import type { Caller, Headers, SubscriptionEngine } from '../types.js';
import { checkFilter } from './filterLimits.js';
import { lowerCased } from './handshake.js';
import type { Log } from './log.js';
import type { FrameError, StartMessage } from './messages.js';
import { Subscription, type LiveSubscription, type Subscriber } from './subscription.js';

/** Who calls, at the handshake and for every `start`. Rejects with an `UnauthorizedError`. */
export type AuthorizeSocket = (
  headers: Headers,
  sourceIp: string,
  request: AuthorizedRequest,
) => Promise<Caller>;

export interface SubscribeOptions {
  readonly engine: SubscriptionEngine;
  readonly authorize: AuthorizeSocket;
  readonly sourceIp: string;
  readonly log: Log;
}

/** A refused `start`: the content of its `error` frame. */
interface RefusedStart {
  readonly errors: readonly (FrameError | Record<string, unknown>)[];
}

/**
 * Processes a `start`: authorizes it, asks the engine and checks the filters. Resolves with the
 * subscription, which is not live yet, or with errors. Never rejects. See docs/protocol.md#start.
 */
export async function subscribe(
  { id, query, variables, operationName, authorization, data }: StartMessage,
  subscriber: Subscriber,
  { engine, authorize, sourceIp, log }: SubscribeOptions,
): Promise<LiveSubscription | RefusedStart> {
  try {
    const headers = lowerCased(authorization ?? {});
    const caller = await authorize(headers, sourceIp, { path: '/graphql', body: data });
    const answer = await engine.subscribe({ query, variables, operationName }, caller, headers);
    if (answer.kind === 'REFUSED') return { errors: answer.errors };
    for (const filter of [answer.filter, answer.invalidationFilter]) {
      const problem = filter && checkFilter(filter);
      if (problem) return { errors: [problem] };
    }
    return new Subscription(id, answer, subscriber);
  } catch (error) {
    // Seen, without an errorCode: aws-appsync-realtime-client-ios issue 108.
    if (error instanceof UnauthorizedError) {
      return { errors: [{ errorType: error.errorType, message: error.message }] };
    }
    log.error({ err: error }, 'starting a subscription failed');
    return { errors: [internalFailure] };
  }
}
