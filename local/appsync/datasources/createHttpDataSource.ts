import { maxEvaluatedBytes } from '../runtime/limits.js';
import type { DataSource } from '../types.js';
import { readRequest } from './http/request.js';
import { HttpFailure, send } from './http/send.js';
import { sign, type Signing } from './http/sign.js';
import { refusalOf, type Target } from './http/targets.js';
import { NotServed } from './resolverFault.js';

export interface HttpDataSourceOptions {
  readonly name: string;
  /** As `readEndpoint` gives it. */
  readonly endpoint: URL;
  /** What may be called; nothing else is. */
  readonly allowed: readonly Target[];
  /** Left out: requests are not signed. */
  readonly signing?: Signing | undefined;
  /** Told at once when the endpoint may not be called. */
  readonly onRefused?: (refusal: string) => void;
  /** Milliseconds. Default: 30 s, AppSync's execution limit, which ends the resolver just before. */
  readonly timeout?: number;
}

/**
 * An HTTP data source (AppSync developer guide, resolver-reference-http-js): sends what a request handler
 * returned to the endpoint, and resolves with `statusCode`, `headers` and `body`, whatever the status is.
 * Rejects with a `ResolverFault` for a request that AppSync cannot interpret, and with a `NotServed` where
 * the endpoint may not be called.
 *
 * Not known: AppSync's errors for an endpoint that cannot be reached, and its limit for the body of an
 * answer. Here the limit is the one of an evaluated response, which has the body in it.
 */
export function createHttpDataSource(options: HttpDataSourceOptions): DataSource {
  const { name, endpoint, allowed, signing, onRefused, timeout = 30_000 } = options;
  const refusal = refusalOf(name, endpoint, allowed);
  if (refusal !== undefined) {
    onRefused?.(refusal);
    return { execute: () => Promise.reject(new NotServed(refusal)) };
  }
  return {
    async execute(request) {
      const read = readRequest(request, endpoint);
      try {
        const ready = signing ? await sign(read, signing) : read;
        return { result: await send(ready, { timeout, maxBytes: maxEvaluatedBytes }) };
      } catch (error) {
        if (!(error instanceof HttpFailure)) throw error;
        return { result: null, error: { type: 'Http:RequestFailed', message: error.message } };
      }
    },
  };
}
