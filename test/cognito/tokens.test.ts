import { createHmac, generateKeyPairSync, createSign, createPublicKey } from 'node:crypto';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { newUser, PASSWORD, servePool, usePool, type ServedPool } from './servePool.js';

describe('GetUser', () => {
  const shared = usePool();
  let tokens: Tokens;
  beforeAll(async () => {
    await shared.pool.cognito.seedUser(newUser('ada'));
    tokens = await signIn(shared.pool);
  });

  test('accepts a token of its own', async () => {
    const { status, body } = await getUser(shared.pool, tokens.access);
    expect(status).toBe(200);
    expect(body).toEqual({
      Username: 'ada',
      UserAttributes: [
        { Name: 'sub', Value: decodeJwt(tokens.access).sub },
        { Name: 'email', Value: 'ada@example.com' },
        { Name: 'name', Value: 'ada' },
        { Name: 'preferred_username', Value: 'ada' },
        { Name: 'email_verified', Value: 'true' },
      ],
    });
  });

  test.each<[string, (tokens: Tokens, pool: ServedPool) => string]>([
    ['without a signature', ({ access }) => `${access.split('.').slice(0, 2).join('.')}.`],
    ['of algorithm none', ({ access }) => forge(access, { header: { alg: 'none' } }, () => '')],
    [
      'of algorithm None, in another spelling',
      ({ access }) => forge(access, { header: { alg: 'nOnE' } }, () => ''),
    ],
    ['signed by another key under the same kid', ({ access }) => forge(access, {}, byStranger)],
    [
      'that brings its own key along',
      ({ access }) => forge(access, { header: { jwk: strangersKey } }, byStranger),
    ],
    [
      'signed with the public key as an HMAC secret',
      ({ access }, pool) => {
        const [jwk] = pool.cognito.publicJwks.keys;
        const pem = createPublicKey({ key: { ...jwk }, format: 'jwk' })
          .export({ type: 'spki', format: 'pem' })
          .toString();
        return forge(access, { header: { alg: 'HS256' } }, (text) =>
          createHmac('sha256', pem).update(text).digest('base64url'),
        );
      },
    ],
    [
      'with another sub put in',
      ({ access }) =>
        forge(access, { claims: { sub: '00000000-0000-4000-8000-000000000000' } }, () =>
          signatureOf(access),
        ),
    ],
    [
      'with a later end put in',
      ({ access }) => forge(access, { claims: { exp: 99_999_999_999 } }, () => signatureOf(access)),
    ],
    ['that is the ID token', ({ id }) => id],
    ['that is the refresh token', ({ refresh }) => refresh],
    ['of four parts', ({ access }) => `${access}.x`],
    ['that is no token', () => 'hello'],
  ])('refuses a token %s', async (_what, make) => {
    const answer = await getUser(shared.pool, make(tokens, shared.pool));
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Invalid Access Token',
    });
  });

  test('refuses a token of another installation', async () => {
    const other = await signedIn();
    expect((await getUser(shared.pool, other.access)).body).toMatchObject({
      message: 'Invalid Access Token',
    });
  });

  test('refuses a token after its hour', async () => {
    let now = Date.now();
    const { pool, access } = await signedIn(() => now);
    now += 3_599_000;
    expect((await getUser(pool, access)).status).toBe(200);
    now += 2_000;
    expect((await getUser(pool, access)).body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Access Token has expired',
    });
  });
});

describe('a refresh token', () => {
  test('is good for 30 days', async () => {
    let now = Date.now();
    const { pool, refresh } = await signedIn(() => now);
    now += 30 * 24 * 3_600_000 - 1_000;
    expect((await refreshBy(pool, refresh)).status).toBe(200);
    now += 2_000;
    expect((await refreshBy(pool, refresh)).body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Refresh Token has expired',
    });
  });

  test('that is revoked while the trigger runs gives no tokens', async () => {
    let enter = () => {};
    const entered = new Promise<void>((resolve) => (enter = resolve));
    let goOn = () => {};
    const revoked = new Promise<void>((resolve) => (goOn = resolve));
    const pool = await servePool({
      triggers: {
        preTokenGeneration: async (event) => {
          if (event.triggerSource !== 'TokenGeneration_RefreshTokens') return event;
          enter();
          await revoked;
          return event;
        },
      },
    });
    await pool.cognito.seedUser(newUser('ada'));
    const { refresh } = await signIn(pool);
    const answer = refreshBy(pool, refresh);
    await entered;
    const ClientId = pool.cognito.userPoolClientId;
    await pool.call('RevokeToken', { ClientId, Token: refresh });
    goOn();
    expect((await answer).body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Refresh Token has been revoked',
    });
  });

  test('that was revoked ends its session only', async () => {
    const { pool, refresh, access } = await signedIn();
    const other = await signIn(pool);
    const ClientId = pool.cognito.userPoolClientId;
    expect(await pool.call('RevokeToken', { ClientId, Token: refresh })).toMatchObject({
      status: 200,
      body: {},
    });
    expect((await refreshBy(pool, refresh)).body.message).toBe('Refresh Token has been revoked');
    expect((await getUser(pool, access)).body.message).toBe('Access Token has been revoked');
    expect((await refreshBy(pool, other.refresh)).status).toBe(200);
  });

  test('of another form is refused', async () => {
    const { pool, access } = await signedIn();
    for (const token of [access, 'x'.repeat(128)]) {
      expect((await refreshBy(pool, token)).body).toEqual({
        __type: 'NotAuthorizedException',
        message: 'Invalid Refresh Token',
      });
    }
  });

  test('serves InitiateAuth too', async () => {
    const { pool, refresh } = await signedIn();
    const { body } = await pool.call('InitiateAuth', {
      ClientId: pool.cognito.userPoolClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refresh },
    });
    expect((await getUser(pool, body.AuthenticationResult.AccessToken)).status).toBe(200);
    expect(body.AuthenticationResult).not.toHaveProperty('RefreshToken');
  });

  test('passes ClientMetadata to the trigger, but by InitiateAuth it does not', async () => {
    const seen: unknown[] = [];
    const pool = await servePool({
      triggers: {
        preTokenGeneration: async (event) => {
          seen.push([event.triggerSource, event.request.clientMetadata]);
          return event;
        },
      },
    });
    await pool.cognito.seedUser(newUser('ada'));
    const { refresh } = await signIn(pool);
    const ClientId = pool.cognito.userPoolClientId;
    const ClientMetadata = { device: 'phone' };
    await pool.call('GetTokensFromRefreshToken', {
      ClientId,
      RefreshToken: refresh,
      ClientMetadata,
    });
    await pool.call('InitiateAuth', {
      ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refresh },
      ClientMetadata,
    });
    expect(seen.slice(1)).toEqual([
      ['TokenGeneration_RefreshTokens', ClientMetadata],
      ['TokenGeneration_RefreshTokens', undefined],
    ]);
  });
});

test('the published keys verify the tokens', async () => {
  const { pool, access } = await signedIn();
  const base = `${pool.endpoint}/${pool.cognito.userPoolId}/.well-known`;
  const configuration = (await (await fetch(`${base}/openid-configuration`)).json()) as {
    issuer: string;
    jwks_uri: string;
  };
  expect(configuration).toMatchObject({
    issuer: pool.cognito.issuer,
    jwks_uri: `${base}/jwks.json`,
  });
  const keys = createRemoteJWKSet(new URL(configuration.jwks_uri));
  const { protectedHeader } = await jwtVerify(access, keys, { issuer: configuration.issuer });
  expect(protectedHeader).toEqual({ alg: 'RS256', kid: pool.cognito.publicJwks.keys[0]?.kid });

  const published = (await (await fetch(configuration.jwks_uri)).json()) as object;
  expect(published).toEqual(pool.cognito.publicJwks);
  expect(JSON.stringify(published)).not.toMatch(/"(d|p|q|dp|dq|qi)"/);
});

interface Tokens {
  access: string;
  id: string;
  refresh: string;
}

async function signedIn(clock?: () => number): Promise<Tokens & { pool: ServedPool }> {
  const pool = await servePool(clock ? { clock } : {});
  await pool.cognito.seedUser(newUser('ada'));
  return { pool, ...(await signIn(pool)) };
}

async function signIn(pool: ServedPool): Promise<Tokens> {
  const { body } = await pool.call('InitiateAuth', {
    ClientId: pool.cognito.userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ada', PASSWORD },
  });
  const { AccessToken, IdToken, RefreshToken } = body.AuthenticationResult;
  return { access: AccessToken, id: IdToken, refresh: RefreshToken };
}

const getUser = (pool: ServedPool, AccessToken: string) => pool.call('GetUser', { AccessToken });

const refreshBy = (pool: ServedPool, RefreshToken: string) =>
  pool.call('GetTokensFromRefreshToken', { ClientId: pool.cognito.userPoolClientId, RefreshToken });

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const strangersKey = stranger.publicKey.export({ format: 'jwk' });
const byStranger = (text: string) =>
  createSign('sha256').update(text).sign(stranger.privateKey, 'base64url');

const signatureOf = (token: string) => token.split('.')[2] ?? '';

/** A token with parts of another's, and the signature that `sign` makes of its text. */
function forge(
  token: string,
  { header = {}, claims = {} }: { header?: object; claims?: object },
  sign: (text: string) => string,
): string {
  const parts = token.split('.').slice(0, 2);
  const text = [header, claims]
    .map((changes, index) => {
      const part = JSON.parse(Buffer.from(parts[index] ?? '', 'base64url').toString()) as object;
      return Buffer.from(JSON.stringify({ ...part, ...changes })).toString('base64url');
    })
    .join('.');
  return `${text}.${sign(text)}`;
}
