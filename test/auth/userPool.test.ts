import {
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
} from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';

import { UnauthorizedError } from '../../local/appsync/auth/errors.js';
import { userPoolAuthorizer, type UserPoolOptions } from '../../local/appsync/auth/userPool.js';

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_shop';
const now = Date.parse('2026-03-01T12:00:00Z');
const seconds = now / 1_000;

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let pool: Keys;
let foreign: Keys;
let jwks: { keys: Awaited<ReturnType<typeof exportJWK>>[] };

beforeAll(async () => {
  pool = await generateKeyPair('RS256', { extractable: true });
  foreign = await generateKeyPair('RS256');
  jwks = { keys: [{ ...(await exportJWK(pool.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] };
});

const accessClaims: JWTPayload = {
  sub: 'sub-of-ada',
  iss: issuer,
  client_id: 'client-1',
  token_use: 'access',
  username: 'ada',
  'cognito:groups': ['staff'],
  iat: seconds - 60,
  exp: seconds + 60,
};

const sign = (claims: JWTPayload = {}, key = pool.privateKey, header = {}) =>
  new SignJWT({ ...accessClaims, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header })
    .sign(key);

const authorizer = (options: Partial<UserPoolOptions> = {}) =>
  userPoolAuthorizer({ issuer, jwks, clientIds: ['client-1'], clock: () => now, ...options });

const call = (token: string, options: Partial<UserPoolOptions> = {}) =>
  authorizer(options).authorize({ authorization: token }, '127.0.0.1');

const refusal = async (token: string, options: Partial<UserPoolOptions> = {}) => {
  const error: unknown = await call(token, options).then(
    () => 'let in',
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UnauthorizedError);
  return (error as UnauthorizedError).message;
};

describe('a valid access token', () => {
  it('becomes the identity that AppSync passes to resolvers, with exactly its keys', async () => {
    const caller = await call(await sign());
    expect(caller).toEqual({
      authType: 'User Pool Authorization',
      expiresAt: now + 60_000,
      identity: {
        sub: 'sub-of-ada',
        issuer,
        username: 'ada',
        claims: accessClaims,
        sourceIp: ['127.0.0.1'],
        groups: ['staff'],
        defaultAuthStrategy: 'ALLOW',
      },
    });
  });

  it('may have a Bearer prefix', async () => {
    expect((await call(`Bearer ${await sign()}`))?.identity?.sub).toBe('sub-of-ada');
  });

  it('gives null groups when it has no groups claim', async () => {
    expect((await call(await sign({ 'cognito:groups': undefined })))?.identity?.groups).toBeNull();
  });
});

describe('no token', () => {
  it('lets other modes decide', async () => {
    expect(await authorizer().authorize({}, '127.0.0.1')).toBeUndefined();
    expect(await authorizer().authorize({ authorization: '' }, '127.0.0.1')).toBeUndefined();
  });
});

describe('an invalid token', () => {
  it.each([[['sub-of-ada']], [[]], [{ toString: 'sub-of-ada' }], [7], [null]])(
    'is refused when its sub is no text: %j',
    async (sub) => {
      await refusal(await sign({ sub: sub as never }));
    },
  );

  it.each(['nonsense', 'a.b', 'a.b.c', 'Bearer x'])(
    'is refused as unparsable: %s',
    async (text) => {
      expect(await refusal(text)).toBe('Unable to parse JWT token.');
    },
  );

  it('is refused when it has expired', async () => {
    expect(await refusal(await sign({ exp: seconds - 1 }))).toBe('Token has expired.');
  });

  it('is refused when another key has signed it', async () => {
    expect(await refusal(await sign({}, foreign.privateKey))).toBe(
      'Valid authorization header not provided.',
    );
  });

  it('is refused when it is not signed at all', async () => {
    const token = new UnsecuredJWT({ ...accessClaims }).encode();
    await refusal(token);
  });

  it('is refused when it is signed with the public key as a shared secret', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(jwks.keys[0]));
    const token = await new SignJWT(accessClaims)
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(secret);
    await refusal(token);
  });

  it('is refused when the pool’s key signed it with another algorithm than RS256', async () => {
    const key = await importJWK(await exportJWK(pool.privateKey), 'PS256');
    const token = await new SignJWT(accessClaims)
      .setProtectedHeader({ alg: 'PS256', kid: 'k1' })
      .sign(key);
    const { n, e } = { ...jwks.keys[0] };
    await refusal(token, { jwks: { keys: [{ kty: 'RSA', kid: 'k1', n, e }] } });
  });

  it('is refused when one character of its claims was changed', async () => {
    const [header = '', payload = '', signature = ''] = (await sign()).split('.');
    const changed = Buffer.from(payload, 'base64url')
      .toString()
      .replace('sub-of-ada', 'sub-of-bob');
    await refusal([header, Buffer.from(changed).toString('base64url'), signature].join('.'));
  });

  it.each<[string, JWTPayload]>([
    ['another pool', { iss: `${issuer}x` }],
    ['another client', { client_id: 'client-2' }],
    ['no client', { client_id: undefined }],
    ['no use', { token_use: undefined }],
    ['a use that is neither access nor id', { token_use: 'refresh' }],
    ['no subject', { sub: undefined }],
    ['no end', { exp: undefined }],
  ])('is refused when it is for %s', async (_what, claims) => {
    await refusal(await sign(claims));
  });
});

describe('an ID token', () => {
  const idClaims = {
    token_use: 'id',
    client_id: undefined,
    aud: 'client-1',
    'cognito:username': 'ada-id',
  };

  it('is refused in place of an access token', async () => {
    await refusal(await sign(idClaims));
  });

  it('is accepted where the API accepts both, by its audience', async () => {
    const token = await sign(idClaims);
    expect((await call(token, { tokenUse: ['access', 'id'] }))?.identity?.username).toBe('ada-id');
    await refusal(token, { tokenUse: ['access', 'id'], clientIds: ['client-2'] });
  });
});

describe('a token that is presented again', () => {
  const counting = () => {
    let lookups = 0;
    const jwksGetter: UserPoolOptions['jwks'] = () => {
      lookups += 1;
      return pool.publicKey;
    };
    return { jwks: jwksGetter, lookups: () => lookups };
  };

  it('costs no second signature check', async () => {
    const keys = counting();
    const one = authorizer({ jwks: keys.jwks });
    const headers = { authorization: await sign() };
    await one.authorize(headers, '127.0.0.1');
    const again = await one.authorize(headers, '127.0.0.2');
    expect(keys.lookups()).toBe(1);
    expect(again?.identity?.sourceIp).toEqual(['127.0.0.2']);
  });

  it('is refused once it has expired, also from the cache', async () => {
    let clock = now;
    const one = authorizer({ clock: () => clock });
    const headers = { authorization: await sign() };
    await one.authorize(headers, '127.0.0.1');
    clock += 60_000;
    await expect(one.authorize(headers, '127.0.0.1')).rejects.toThrow('Token has expired.');
  });

  it('is passed to the revocation hook each time', async () => {
    const revoked = new Set<unknown>();
    const one = authorizer({ isRevoked: (claims) => revoked.has(claims.sub) });
    const headers = { authorization: await sign() };
    await one.authorize(headers, '127.0.0.1');
    revoked.add('sub-of-ada');
    await expect(one.authorize(headers, '127.0.0.1')).rejects.toBeInstanceOf(UnauthorizedError);
  });

  it('is evicted when too many others arrive in between', async () => {
    const keys = counting();
    const one = authorizer({ jwks: keys.jwks, cacheSize: 2 });
    const tokens = await Promise.all(['a', 'b', 'c'].map((jti) => sign({ jti })));
    for (const token of [...tokens, ...tokens.slice(0, 1)])
      await one.authorize({ authorization: token }, '::1');
    expect(keys.lookups()).toBe(4);
  });
});
