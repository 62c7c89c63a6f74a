import { decodeJwt, errors } from 'jose';
import { headerValue } from './authorize.js';
import type { Headers } from './caller.js';
import { UnauthorizedError, unauthorizedMessages } from './errors.js';

/** The token in `Authorization`, with or without `Bearer `; undefined where there is none. */
export function tokenOf(headers: Headers): string | undefined {
  const value = headerValue(headers, 'authorization')?.trim();
  if (!value) return undefined;
  return value.replace(/^Bearer\s+/i, '');
}

/** Three parts of base64url. */
export const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);

/** `iss` as a token says it, before it is verified; undefined where it says none. */
export function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** The answer to a token that does not verify. */
export function refusal(error: unknown): Error {
  if (error instanceof errors.JWTExpired)
    return new UnauthorizedError(unauthorizedMessages.expired);
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return new UnauthorizedError(unauthorizedMessages.notAToken);
  }
  if (error instanceof errors.JOSEError) {
    return new UnauthorizedError(unauthorizedMessages.noCredential);
  }
  return error instanceof Error ? error : new Error(String(error));
}
