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

/** Throws the answer to a token that does not verify, for jose's reason. */
export function refuse(error: unknown): never {
  if (!(error instanceof errors.JOSEError)) throw error;
  const { expired, notAToken, noCredential } = unauthorizedMessages;
  if (error instanceof errors.JWTExpired) throw new UnauthorizedError(expired);
  const isInvalid = error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid;
  throw new UnauthorizedError(isInvalid ? notAToken : noCredential);
}
