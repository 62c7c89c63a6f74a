import type { AuthorizedRequest, Authorizer, Caller, Headers, PendingCaller } from './caller.js';
import { UnauthorizedError, unauthorizedMessages } from './errors.js';

/**
 * Authenticates a caller: tries the API's authorization modes in order, and the first one that finds
 * a credential of its kind decides. Rejects with an `UnauthorizedError` when that credential is
 * invalid or when no mode finds one.
 *
 * Several credentials at once: AppSync refuses some combinations. Which ones is not known; here the
 * first mode of the API wins.
 */
export async function authorize(
  authorizers: readonly Authorizer[],
  headers: Headers,
  sourceIp: string,
): Promise<Caller | PendingCaller> {
  for (const authorizer of authorizers) {
    const caller = await authorizer.authorize(headers, sourceIp);
    if (caller) return caller;
  }
  throw new UnauthorizedError(unauthorizedMessages.noCredential);
}

/** The caller, when the request is there as a whole. Rejects with an `UnauthorizedError`. */
export async function confirmed(
  caller: Caller | PendingCaller,
  request: AuthorizedRequest,
): Promise<Caller> {
  return 'confirm' in caller ? caller.confirm(request) : caller;
}

/** The value of a header: the first when it was repeated, undefined when there is none. */
export function headerValue(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.[0];
}
