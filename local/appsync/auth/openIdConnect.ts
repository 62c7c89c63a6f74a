import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { HeaderAuthorizer, OpenIdIdentity } from './caller.js';
import { UnauthorizedError, unauthorizedMessages } from './errors.js';
import { refuse, tokenOf } from './jwt.js';

/** `openIDConnectConfig` of an API, and where the issuer's keys come from. */
export interface OpenIdConnectOptions {
  /** The exact `iss` of a good token. Left out: it is not compared. */
  readonly issuer?: string | undefined;
  /** The issuer's public keys; jose's key getter. */
  readonly keys: JWTVerifyGetKey;
  /** `clientId`: what `aud` or `azp` has to look like, as a whole. Left out: every client is good. */
  readonly clientId?: RegExp | undefined;
  /** `iatTTL`: milliseconds that a token is good after `iat`. 0 or left out: until it ends. */
  readonly iatTtl?: number | undefined;
  /** `authTTL`: the same after `auth_time`, which then has to be there. */
  readonly authTtl?: number | undefined;
  /** Epoch milliseconds. */
  readonly clock?: (() => number) | undefined;
}

/**
 * The guide has HMAC beside these. A secret in a public set of keys protects nothing: it is not served.
 */
const algorithms = ['RS', 'PS', 'ES'].flatMap((family) =>
  [256, 384, 512].map((bits) => `${family}${bits}`),
);

/**
 * OPENID_CONNECT mode (developer guide, security-authz, "OPENID_CONNECT authorization"): a JWT in
 * `Authorization`, with or without `Bearer `. Checks signature, issuer, client, and the times of the
 * token; `sub`, `iat` and `exp` have to be there.
 *
 * Assumed, since nothing public says it: `clientId` has to fit the whole of `aud` or `azp`; a token from
 * the future is refused; so is one without `auth_time` where there is an `authTTL`; and the words of
 * each refusal are those of user pools.
 *
 * The authorizer rejects with an `UnauthorizedError`.
 */
export function openIdConnectAuthorizer(
  options: OpenIdConnectOptions,
): HeaderAuthorizer<OpenIdIdentity> {
  const { issuer, keys, clientId, iatTtl, authTtl, clock = Date.now } = options;
  return {
    authType: 'Open ID Connect Authorization',
    async authorize(headers) {
      const token = tokenOf(headers);
      if (token === undefined) return undefined;
      const now = clock();
      const { payload: claims } = await jwtVerify(token, keys, {
        algorithms,
        ...(issuer !== undefined && { issuer }),
        requiredClaims: ['sub', 'iat', 'exp'],
        currentDate: new Date(now),
      }).catch(refuse);
      if (typeof claims.sub !== 'string' || !isOfClient(claims, clientId)) {
        throw new UnauthorizedError();
      }
      if (Number(claims.iat) * 1_000 > now) throw new UnauthorizedError();
      const expiresAt = Math.min(
        Number(claims.exp) * 1_000,
        endOf(claims.iat, iatTtl),
        endOf(claims.auth_time, authTtl),
      );
      if (expiresAt <= now) throw new UnauthorizedError(unauthorizedMessages.expired);
      return {
        authType: 'Open ID Connect Authorization',
        identity: { sub: claims.sub, issuer: String(claims.iss), claims },
        expiresAt,
      };
    },
  };
}

/** "Requiring the clientId to match with either the aud or azp claim in the token." */
function isOfClient({ aud, azp }: JWTPayload, clientId: RegExp | undefined): boolean {
  if (!clientId) return true;
  return [aud, azp].flat().some((one) => typeof one === 'string' && fitsWhole(one, clientId));
}

const fitsWhole = (text: string, pattern: RegExp): boolean =>
  new RegExp(`^(?:${pattern.source})$`).test(text);

/** When a token ends by one of its times, epoch milliseconds. @throws UnauthorizedError without that time */
function endOf(seconds: unknown, ttl: number | undefined): number {
  if (!ttl) return Infinity;
  if (typeof seconds !== 'number') throw new UnauthorizedError();
  return seconds * 1_000 + ttl;
}
