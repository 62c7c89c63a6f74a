/** Messages that AppSync gives with 401. Which of them it gives for what is only partly known. */
export const unauthorizedMessages = {
  /**
   * No credential of any of the API's modes (amplify-js issue 4373); also reported for a JWT whose
   * signature is not the pool's, and on a socket for one past its `exp`
   * (aws-appsync-realtime-client-ios issue 108).
   */
  noCredential: 'Valid authorization header not provided.',
  /** Seen for an `Authorization` header that is no JWT (aws-appsync-community issue 198). */
  notAToken: 'Unable to parse JWT token.',
  /** For tokens past their `exp`; no public source of it is recorded. */
  expired: 'Token has expired.',
  /** Seen for a bad credential (amplify-flutter issue 2763); assumed for tokens of another app client or use. */
  denied: 'You are not authorized to make this call.',
} as const;

/**
 * A credential is missing or not good. Over HTTP it becomes a 401 with `x-amzn-ErrorType:
 * UnauthorizedException`, over a socket the `connection_error` or `error` frame of the same type.
 */
export class UnauthorizedError extends Error {
  override readonly name = 'UnauthorizedError';
  readonly errorType = 'UnauthorizedException';
  readonly statusCode = 401;

  constructor(message: string = unauthorizedMessages.denied) {
    super(message);
  }
}
