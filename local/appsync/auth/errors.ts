/** AppSync's messages with 401. Which one belongs to which case is only partly known. */
export const unauthorizedMessages = {
  /**
   * No credential for any of the API's authorization modes (amplify-js issue 4373). Also reported for
   * a JWT with an invalid signature, and on a socket for an expired one
   * (aws-appsync-realtime-client-ios issue 108).
   */
  noCredential: 'Valid authorization header not provided.',
  /** Seen for an `Authorization` header that is not a JWT (aws-appsync-community issue 198). */
  notAToken: 'Unable to parse JWT token.',
  /** For expired tokens; no public source is recorded. */
  expired: 'Token has expired.',
  /** Seen for an invalid credential (amplify-flutter issue 2763); assumed for tokens of another app client or token use. */
  denied: 'You are not authorized to make this call.',
} as const;

/**
 * A credential is missing or invalid. Over HTTP: 401 with `x-amzn-ErrorType: UnauthorizedException`.
 * Over a socket: a `connection_error` or `error` frame of the same type.
 */
export class UnauthorizedError extends Error {
  override readonly name = 'UnauthorizedError';
  readonly errorType = 'UnauthorizedException';
  readonly statusCode = 401;

  constructor(message: string = unauthorizedMessages.denied) {
    super(message);
  }
}
