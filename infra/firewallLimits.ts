/**
 * The limits of the firewalls. Requests are counted over five minutes. WAF counts with a delay: a
 * burst of some seconds passes (WAF developer guide, "Rate-based rule caveats").
 */

/** Requests to the API with one `authorization` header. A busy client makes some dozens. */
export const requestsPerToken = 600;

/** Requests to the API from one address. Thousands of people can share the address of a mobile network. */
export const requestsPerAddress = 10_000;

/**
 * Calls of one address to the user pool, by operation. All but the last send e-mail; a change of address sends
 * it to whatever address a signed-in person names. A sign-in is one call of the last.
 */
export const signInCallsPerAddress = {
  SignUp: 50,
  ResendConfirmationCode: 50,
  ForgotPassword: 50,
  UpdateUserAttributes: 50,
  InitiateAuth: 1_000,
} as const;

/** All calls of one address to the user pool. Most are new tokens: each client gets some every 15 minutes. */
export const userPoolCallsPerAddress = 5_000;

/**
 * Bytes of a request's body. A message of 1,024 four-byte characters with its query and variables is
 * under 5 KB. WAF inspects only the first 8 KB of a body that goes to AppSync (WAF developer guide,
 * "Considerations for managing body inspection"), so a longer body is blocked.
 */
export const bodyBytes = 8_192;
