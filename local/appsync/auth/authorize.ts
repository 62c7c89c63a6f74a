import type { Authorizer, Caller, Headers } from '../types.js';
import { UnauthorizedError, unauthorizedMessages } from './errors.js';

/**
 * Who calls: asks the API's authorization modes in their order and takes the first that finds a
 * credential of its own kind. Rejects with an `UnauthorizedError` when that credential is not good
 * or when no mode finds one.
 *
 * Two good credentials at once: AppSync refuses some combinations; which is not known, here the
 * first mode of the API wins.
 */
export async function authorize(
  authorizers: readonly Authorizer[],
  headers: Headers,
  sourceIp: string,
): Promise<Caller> {
  for (const authorizer of authorizers) {
    const caller = await authorizer.authorize(headers, sourceIp);
    if (caller) return caller;
  }
  throw new UnauthorizedError(unauthorizedMessages.noCredential);
}

/** The one value of a header; undefined when there is none, the first when it was repeated. */
export function headerValue(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}
