import type { AuthorizedRequest } from '../auth/caller.js';
import type { Caller, Headers } from '../types.js';
import type { FrameError } from './messages.js';

/** Who calls, at the handshake and for every `start`. Rejects with an `UnauthorizedError`. */
export type AuthorizeSocket = (
  headers: Headers,
  sourceIp: string,
  request: AuthorizedRequest,
) => Promise<Caller>;

/** The error of an authorizer. Recognized by `errorType`, so that any authorizer can be used. */
interface Unauthorized extends Error {
  readonly errorType: 'UnauthorizedException';
}

export function isUnauthorized(error: unknown): error is Unauthorized {
  return (
    error instanceof Error && 'errorType' in error && error.errorType === 'UnauthorizedException'
  );
}

/** The error in `connection_error` for an invalid credential (amplify-flutter issue 2763). */
export function unauthorizedConnection(message: string): FrameError {
  return { errorType: 'UnauthorizedException', message, errorCode: 401 };
}
