import { createHash, timingSafeEqual } from 'node:crypto';

import type { HeaderAuthorizer } from './caller.js';
import { headerValue } from './authorize.js';
import { UnauthorizedError } from './errors.js';

export interface ApiKey {
  /** The key, as sent in `x-api-key` (on AppSync `da2-` and 26 characters). */
  readonly id: string;
  /** Epoch milliseconds; Infinity for a key that does not expire (AppSync's expire after at most 365 days). */
  readonly expiresAt: number;
}

interface ApiKeyOptions {
  readonly keys: readonly ApiKey[];
  /** Epoch milliseconds. */
  readonly clock?: () => number;
}

/**
 * API_KEY mode: the header `x-api-key` (AppSync developer guide, security-authz). The caller has no
 * identity. Unknown and expired keys cause the same error.
 */
export function apiKeyAuthorizer({
  keys,
  clock = Date.now,
}: ApiKeyOptions): HeaderAuthorizer<never> {
  const known = keys.map((key) => ({ digest: digest(key.id), expiresAt: key.expiresAt }));
  return {
    authType: 'API Key Authorization',
    async authorize(headers) {
      const given = headerValue(headers, 'x-api-key');
      if (given === undefined || given === '') return undefined;
      const givenDigest = digest(given);
      const key = known.find((one) => timingSafeEqual(one.digest, givenDigest));
      if (!key || key.expiresAt <= clock()) throw new UnauthorizedError();
      return { authType: 'API Key Authorization', identity: null, expiresAt: key.expiresAt };
    },
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();
