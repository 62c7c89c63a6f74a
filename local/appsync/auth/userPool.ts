import {
  createLocalJWKSet,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';

import type { HeaderAuthorizer, UserPoolIdentity } from './caller.js';
import { UnauthorizedError, unauthorizedMessages } from './errors.js';
import { refuse, tokenOf } from './jwt.js';

export interface UserPoolOptions {
  /** The exact `iss` of the pool's tokens. */
  readonly issuer: string;
  /** The pool's public keys: a JWKS, or jose's key getter for a JWKS behind a URL. */
  readonly jwks: JSONWebKeySet | JWTVerifyGetKey;
  /** App clients whose tokens are accepted (`appIdClientRegex`): `client_id` of access, `aud` of ID tokens. Default: all. */
  readonly clientIds?: readonly string[];
  /**
   * Which tokens are accepted. AppSync accepts both; the default is access tokens only. On AppSync an
   * `appIdClientRegex` may have the same effect: an ID token has no `client_id`, but whether its
   * `aud` is matched instead is not known.
   */
  readonly tokenUse?: readonly ('access' | 'id')[];
  /** `userPoolConfig.defaultAction`. */
  readonly defaultAction?: 'ALLOW' | 'DENY';
  /**
   * Called for every request, also for cached tokens. Default: nothing is revoked, because AppSync
   * does not ask Cognito: an access token stays valid until its `exp`, also after a sign-out.
   */
  readonly isRevoked?: (claims: JWTPayload) => boolean;
  /** The most verified tokens in the cache, 1 or more. */
  readonly cacheSize?: number;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
}

interface Verified {
  readonly claims: JWTPayload;
  readonly expiresAt: number;
}

/**
 * AMAZON_COGNITO_USER_POOLS mode: a JWT in `Authorization`, with or without `Bearer `. Checks signature
 * (RS256 only), issuer, expiry, `token_use` and client. Verified tokens are cached, so a repeated
 * token costs no signature check. Rejects with an `UnauthorizedError`.
 */
export function userPoolAuthorizer(options: UserPoolOptions): HeaderAuthorizer<UserPoolIdentity> {
  const { defaultAction = 'ALLOW', isRevoked = () => false, clock = Date.now } = options;
  const { cacheSize = 1_000 } = options;
  const verify = createVerify(options);
  const cache = new Map<string, Verified>();

  return {
    authType: 'User Pool Authorization',
    async authorize(headers, sourceIp) {
      const token = tokenOf(headers);
      if (token === undefined) return undefined;
      let verified = cache.get(token);
      if (verified && verified.expiresAt <= clock()) {
        cache.delete(token);
        throw new UnauthorizedError(unauthorizedMessages.expired);
      }
      if (!verified) {
        verified = await verify(token);
        if (cache.size >= cacheSize) cache.delete(cache.keys().next().value!);
        cache.set(token, verified);
      }
      if (isRevoked(verified.claims)) throw new UnauthorizedError();
      return {
        authType: 'User Pool Authorization',
        identity: identityOf(verified.claims, sourceIp, defaultAction),
        expiresAt: verified.expiresAt,
      };
    },
  };
}

/** @returns a check of one token, without the cache */
function createVerify({
  issuer,
  jwks,
  clientIds,
  tokenUse = ['access'],
  clock = Date.now,
}: UserPoolOptions): (token: string) => Promise<Verified> {
  const getKey = typeof jwks === 'function' ? jwks : createLocalJWKSet(jwks);
  return async (token) => {
    const { payload } = await jwtVerify(token, getKey, {
      algorithms: ['RS256'],
      issuer,
      requiredClaims: ['sub', 'exp', 'token_use'],
      currentDate: new Date(clock()),
    }).catch(refuse);
    // A list with one id in it would pass for that id where it is made a text.
    if (typeof payload.sub !== 'string') throw new UnauthorizedError();
    const use = payload.token_use;
    if (use !== 'access' && use !== 'id') throw new UnauthorizedError();
    if (!tokenUse.includes(use)) throw new UnauthorizedError();
    const client = use === 'access' ? payload.client_id : payload.aud;
    if (clientIds && !(typeof client === 'string' && clientIds.includes(client))) {
      throw new UnauthorizedError();
    }
    return { claims: payload, expiresAt: Number(payload.exp) * 1_000 };
  };
}

/**
 * `ctx.identity` (AppSync developer guide, resolver-context-reference-js). `username` is documented as
 * `cognito:username`; access tokens call that claim `username`.
 */
function identityOf(
  claims: JWTPayload,
  sourceIp: string,
  defaultAuthStrategy: 'ALLOW' | 'DENY',
): UserPoolIdentity {
  const groups = claims['cognito:groups'];
  return {
    sub: String(claims.sub),
    issuer: String(claims.iss),
    username: String(claims['cognito:username'] ?? claims.username ?? claims.sub),
    claims,
    sourceIp: [sourceIp],
    groups: Array.isArray(groups) ? groups.map(String) : null,
    defaultAuthStrategy,
  };
}
