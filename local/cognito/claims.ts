import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { Overrides, TokenOverrides } from './triggers.js';
import type { PoolIdentity, Session, User } from './types.js';

/**
 * Claims that a pre-token-generation trigger cannot set ("Pre token generation Lambda trigger",
 * Amazon Cognito developer guide).
 */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'acr amr at_hash aud auth_time azp client_id cognito:groups cognito:username device_key ' +
    'event_id exp iat iss jti nbf nonce origin_jti scope sub token_use username version'
  ).split(' '),
);

/** `iss` of a pool's tokens. */
export const issuerOf = (userPoolId: string): string =>
  `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;

/**
 * Makes the claims of a session's tokens ("Understanding user pool JSON web tokens", Amazon Cognito
 * developer guide).
 *
 * @param now epoch seconds
 * @param lifetime seconds
 */
export function claimsOf({
  pool,
  user,
  session,
  overrides = {},
  now,
  lifetime,
}: {
  pool: PoolIdentity;
  user: User;
  session: Session;
  overrides?: Overrides;
  now: number;
  lifetime: number;
}): { access: JWTPayload; id: JWTPayload } {
  const groups = overrides.groupOverrideDetails?.groupsToOverride ?? user.groups;
  const common = {
    sub: user.sub,
    ...(groups?.length ? { 'cognito:groups': groups } : {}),
    iss: issuerOf(pool.userPoolId),
    origin_jti: session.originJti,
    event_id: session.eventId,
    auth_time: session.authTime,
    iat: now,
    exp: now + lifetime,
  };
  const access = {
    ...common,
    client_id: pool.userPoolClientId,
    token_use: 'access',
    scope: scopeOf(overrides.accessTokenGeneration),
    jti: randomUUID(),
    username: user.username,
  };
  const { email_verified: verified, ...attributes } = user.attributes;
  const id = {
    ...attributes,
    email_verified: verified === 'true',
    ...common,
    aud: pool.userPoolClientId,
    'cognito:username': user.username,
    token_use: 'id',
    jti: randomUUID(),
  };
  return {
    access: override(access, overrides.accessTokenGeneration),
    id: override(id, overrides.idTokenGeneration),
  };
}

function override(claims: JWTPayload, overrides: TokenOverrides | null | undefined): JWTPayload {
  const result = { ...claims };
  for (const [name, value] of Object.entries(overrides?.claimsToAddOrOverride ?? {})) {
    if (!RESERVED.has(name)) result[name] = value;
  }
  for (const name of overrides?.claimsToSuppress ?? []) {
    if (!RESERVED.has(name)) delete result[name];
  }
  return result;
}

function scopeOf(overrides: TokenOverrides | null | undefined): string {
  const { scopesToAdd = [], scopesToSuppress = [] } = overrides ?? {};
  return ['aws.cognito.signin.user.admin', ...scopesToAdd]
    .filter((scope) => !scopesToSuppress.includes(scope))
    .join(' ');
}
