import type { Caller, Headers, SubscriptionEngine } from '../types';
import { isUnauthorized } from './authorization';
import { checkFilter } from './filterLimits';
import { argumentMatcher, filterMatcher } from './filters';
import type { Log } from './log';
import { complete, dataFrameHead, type FrameError, type StartMessage } from './messages';
import type { LiveSubscription } from './subscriptions';

/** Where live subscriptions are kept. */
export interface SubscriptionHost {
  add(subscription: LiveSubscription): void;
  remove(subscription: LiveSubscription): void;
}

interface OpenOptions {
  readonly engine: SubscriptionEngine;
  readonly authorize: (headers: Headers, sourceIp: string) => Promise<Caller>;
  readonly sourceIp: string;
  /** `extensions.authorization` of the frame. */
  readonly headers: Headers;
  readonly log: Log;
  readonly send: (frame: string) => void;
  readonly disconnect: () => void;
}

/** What the `error` frame says. */
export interface RefusedStart {
  readonly errors: readonly (FrameError | Record<string, unknown>)[];
}

/**
 * Looks at a `start`: its own authorisation, the engine's word, the filter's limits. Answers the
 * subscription, not yet live, or the errors. Never rejects.
 */
export async function openSubscription(
  { id, query, variables, operationName }: StartMessage,
  { engine, authorize, sourceIp, headers, log, send, disconnect }: OpenOptions,
): Promise<LiveSubscription | RefusedStart> {
  try {
    const caller = await authorize(headers, sourceIp);
    const answer = await engine.subscribe({ query, variables, operationName }, caller, headers);
    if (answer.kind === 'REFUSED') return { errors: answer.errors };
    const { fieldName, mutations, filter, invalidationFilter } = answer;
    for (const one of [filter, invalidationFilter]) {
      const problem = one && checkFilter(one);
      if (problem) return { errors: [problem] };
    }
    const head = dataFrameHead(id);
    return {
      fieldName,
      mutations,
      matcher: filter ? filterMatcher(filter) : argumentMatcher(answer.arguments),
      invalidation: invalidationFilter && filterMatcher(invalidationFilter),
      render: (payload) => answer.render(payload),
      deliver: (payload) => send(`${head}${payload}}`),
      complete: () => send(complete(id)),
      disconnect,
    };
  } catch (error) {
    // Seen, without an errorCode: aws-appsync-realtime-client-ios issue 108.
    if (isUnauthorized(error)) {
      return { errors: [{ errorType: error.errorType, message: error.message }] };
    }
    log.error({ error }, 'A subscription could not be started');
    return { errors: [INTERNAL_FAILURE] };
  }
}

/** For faults of the host itself. What the fault was stays in the log. */
const INTERNAL_FAILURE: FrameError = {
  errorType: 'InternalFailure',
  message: 'An internal failure occurred.',
};
