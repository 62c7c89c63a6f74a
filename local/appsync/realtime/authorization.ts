import type { FrameError } from './messages.js';

/** The error of an authorizer. Recognized by `errorType`, so that any authorizer can be used. */
export interface Unauthorized extends Error {
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
