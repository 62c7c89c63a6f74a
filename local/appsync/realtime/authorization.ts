import type { FrameError } from './messages.js';

/** What an authorizer rejects with, known by its type: realtime takes any. */
export interface Unauthorized extends Error {
  readonly errorType: 'UnauthorizedException';
}

export function isUnauthorized(error: unknown): error is Unauthorized {
  return (
    error instanceof Error && 'errorType' in error && error.errorType === 'UnauthorizedException'
  );
}

/** The error of `connection_error` for a bad credential (amplify-flutter issue 2763). */
export function unauthorizedConnection(message: string): FrameError {
  return { errorType: 'UnauthorizedException', message, errorCode: 401 };
}
