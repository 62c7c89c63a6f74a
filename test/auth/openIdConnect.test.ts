import {
  createLocalJWKSet,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { UnauthorizedError } from '../../local/appsync/auth/errors.js';
import {
  openIdConnectAuthorizer,
  type OpenIdConnectOptions,
} from '../../local/appsync/auth/openIdConnect.js';

const issuer = 'https://people.example.com/';
const now = Date.parse('2026-03-01T12:00:00Z');
const seconds = now / 1_000;
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512'],
];

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
const pairs = new Map<string, Keys>();
let foreign: Keys;
const jwks: { keys: JWK[] } = { keys: [] };

beforeAll(async () => {
  for (const alg of algorithms) {
    const pair = await generateKeyPair(alg, { extractable: true });
    pairs.set(alg, pair);
    jwks.keys.push({ ...(await exportJWK(pair.publicKey)), kid: alg, alg, use: 'sig' });
  }
  foreign = await generateKeyPair('RS256');
});

const claims: JWTPayload = {
  sub: 'sub-of-ada',
  iss: issuer,
  aud: 'client-1',
  iat: seconds - 60,
  exp: seconds + 60,
};

/** A token with other claims; one that is undefined is not there. */
const sign = (more: JWTPayload = {}, alg = 'RS256', key = pairs.get(alg)!.privateKey) =>
  new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg, kid: alg }).sign(key);

const call = (token: string, options: Partial<OpenIdConnectOptions> = {}) =>
  openIdConnectAuthorizer({
    issuer,
    keys: createLocalJWKSet(jwks),
    clock: () => now,
    ...options,
  }).authorize({ authorization: token }, '127.0.0.1');

async function expectRefusal(token: string, options: Partial<OpenIdConnectOptions> = {}) {
  const answer = call(token, options);
  await expect(answer).rejects.toBeInstanceOf(UnauthorizedError);
  await expect(answer).rejects.toMatchObject({
    message: expect.not.stringMatching(/people\.example|client-|sub-of/) as string,
  });
}

describe('a token of an OpenID Connect provider', () => {
  it('becomes the identity that AppSync documents: sub, issuer and claims', async () => {
    expect(await call(await sign())).toEqual({
      authType: 'Open ID Connect Authorization',
      expiresAt: now + 60_000,
      identity: { sub: 'sub-of-ada', issuer, claims },
    });
  });

  it('may have a Bearer prefix, and is not asked for where there is none', async () => {
    expect((await call(`Bearer ${await sign()}`))?.identity?.sub).toBe('sub-of-ada');
    expect(await call('')).toBeUndefined();
  });

  it.each(algorithms)('may be signed by %s', async (alg) => {
    expect((await call(await sign({}, alg)))?.identity?.sub).toBe('sub-of-ada');
  });

  it('is refused when it has ended, and when its time has not come', async () => {
    await expectRefusal(await sign({ exp: seconds }));
    await expectRefusal(await sign({ exp: seconds - 1 }));
    await expectRefusal(await sign({ nbf: seconds + 1 }));
    await expectRefusal(await sign({ iat: seconds + 1 }));
  });

  it.each(['sub', 'iat', 'exp'])('is refused without %s', async (name) => {
    await expectRefusal(await sign({ [name]: undefined }));
  });

  it('is refused with a list for its sub', async () => {
    await expectRefusal(await sign({ sub: ['sub-of-ada'] } as unknown as JWTPayload));
  });

  it('is refused of another issuer, also of one that differs by a slash', async () => {
    for (const iss of ['https://people.example.org/', issuer.slice(0, -1), undefined]) {
      await expectRefusal(await sign({ iss }));
    }
  });

  it('may be of any issuer whose keys have signed it where the issuer is not compared', async () => {
    const token = await sign({ iss: 'https://people.example.org/' });
    const caller = await call(token, { issuer: undefined });
    expect(caller?.identity?.issuer).toBe('https://people.example.org/');
    await expectRefusal(await sign({}, 'RS256', foreign.privateKey), { issuer: undefined });
  });
});

describe('a forged token is refused', () => {
  it('that another key has signed', async () => {
    await expectRefusal(await sign({}, 'RS256', foreign.privateKey));
  });

  it('without a signature (alg none)', async () => {
    await expectRefusal(new UnsecuredJWT(claims).encode());
  });

  it('whose secret is the public key (HS256)', async () => {
    const { publicKey } = pairs.get('RS256')!;
    for (const text of [await exportSPKI(publicKey), JSON.stringify(jwks.keys[0])]) {
      const token = new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'RS256' });
      await expectRefusal(await token.sign(new TextEncoder().encode(text)));
    }
  });

  it('that brings its own key', async () => {
    const own = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(own.publicKey);
    const token = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'RS256', jwk });
    await expectRefusal(await token.sign(own.privateKey));
  });

  it('whose claims were changed after it was signed', async () => {
    const [header, , signature] = (await sign()).split('.');
    const [, other] = (await sign({ sub: 'sub-of-ben' })).split('.');
    await expectRefusal(`${header}.${other}.${signature}`);
  });

  it.each(['word', 'a.b.c', '..', 'eyJhbGciOiJSUzI1NiJ9.e30.'])('that is none: %s', (token) =>
    expectRefusal(token),
  );
});

describe('a client id', () => {
  const clientId = /client-1|client-2/;

  it.each([
    ['aud', { aud: 'client-2' }],
    ['one of several aud', { aud: ['api', 'client-1'] }],
    ['azp', { aud: 'api', azp: 'client-1' }],
  ])('lets in a token whose %s fits it', async (_, more) => {
    expect((await call(await sign(more), { clientId }))?.identity?.sub).toBe('sub-of-ada');
  });

  it.each([
    ['another client', { aud: 'client-3' }],
    ['a client whose name is longer', { aud: 'client-12' }],
    ['a client whose name has it inside', { aud: 'my-client-2', azp: 'client-1x' }],
    ['no client', { aud: undefined }],
    ['a client that is no text', { aud: undefined, azp: { toString: 'client-1' } }],
  ])('keeps out a token of %s', async (_, more) => {
    await expectRefusal(await sign(more as JWTPayload), { clientId });
  });
});

describe('a time to live', () => {
  it('after iat ends a token before its exp', async () => {
    const token = await sign({ iat: seconds - 60 });
    const caller = await call(token, { iatTtl: 60_500 });
    expect(caller?.expiresAt).toBe(now + 500);
    await expectRefusal(token, { iatTtl: 60_000 });
  });

  it('after auth_time ends a token, and needs that time', async () => {
    const token = await sign({ auth_time: seconds - 3_600 });
    expect((await call(token, { authTtl: 3_600_001 }))?.expiresAt).toBe(now + 1);
    await expectRefusal(token, { authTtl: 3_600_000 });
    await expectRefusal(await sign(), { authTtl: 3_600_000 });
    await expectRefusal(await sign({ auth_time: `${seconds}` }), { authTtl: 3_600_000 });
  });

  it('of 0 is none', async () => {
    expect(await call(await sign(), { iatTtl: 0, authTtl: 0 })).toBeDefined();
  });

  it('does not lengthen what the token says', async () => {
    expect((await call(await sign(), { iatTtl: 9e9 }))?.expiresAt).toBe(now + 60_000);
  });
});
