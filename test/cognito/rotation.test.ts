import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultSettings, type PoolSettings } from '../../local/cognito/settings.js';
import { cases } from '../support/cases.js';
import { newUser, PASSWORD, servePool, type PoolOptions, type ServedPool } from './servePool.js';

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;
const GRACE = 40;

const rotating: PoolSettings = {
  ...defaultSettings,
  tokens: { accessMinutes: 15, refreshDays: 30, refreshGraceSeconds: GRACE },
};

describe('refresh tokens that rotate', () => {
  test('are good until the grace after their first use has passed, in any order of uses', async () => {
    let now = Date.now();
    const pool = await servePool({ settings: rotating, clock: () => now });
    await pool.cognito.seedUser(newUser('ada'));
    const step = fc.record({
      /** Which of the tokens so far, counted from the newest. */
      token: fc.nat({ max: 3 }),
      seconds: fc.constantFrom(0, 1, GRACE - 1, GRACE, 3 * GRACE),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const tokens: { text: string; firstUse?: number }[] = [{ text: await signIn(pool) }];
        for (const { token, seconds } of steps) {
          now += seconds * SECOND;
          const used = tokens.at(-1 - (token % tokens.length))!;
          const isGood = used.firstUse === undefined || now < used.firstUse + GRACE * SECOND;
          const { status, body } = await refresh(pool, used.text);
          expect(status).toBe(isGood ? 200 : 400);
          if (!isGood) continue;
          used.firstUse ??= now;
          tokens.push({ text: body.AuthenticationResult.RefreshToken });
        }
        expect(new Set(tokens.map(({ text }) => text)).size).toBe(tokens.length);
      }),
      { numRuns: cases(30, 500) },
    );
  });

  test('are refused by name after the grace, also after a restart', async () => {
    let now = Date.now();
    const dataDirectory = await mkdtemp(join(tmpdir(), 'cognito-'));
    onTestFinished(() => rm(dataDirectory, { recursive: true }));
    const options: PoolOptions = { settings: rotating, clock: () => now, dataDirectory };
    const before = await servePool(options);
    await before.cognito.seedUser(newUser('ada'));
    const first = await signIn(before);
    const second = (await refresh(before, first)).body.AuthenticationResult.RefreshToken;
    now += GRACE * SECOND;
    const refusal = {
      status: 400,
      body: {
        __type: 'RefreshTokenReuseException',
        message: 'Refresh Token has been used already',
      },
    };
    expect(await refresh(before, first)).toMatchObject(refusal);
    await before.close();

    const after = await servePool(options);
    expect(await refresh(after, first)).toMatchObject(refusal);
    expect((await refresh(after, second)).status).toBe(200);
  });

  test('expire when the first one would have', async () => {
    let now = Date.now();
    const pool = await servePool({ settings: rotating, clock: () => now });
    await pool.cognito.seedUser(newUser('ada'));
    const first = await signIn(pool);
    now += 30 * DAY - SECOND;
    const second = (await refresh(pool, first)).body.AuthenticationResult.RefreshToken;
    now += SECOND;
    expect((await refresh(pool, second)).body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Refresh Token has expired',
    });
  });

  test('are not taken by REFRESH_TOKEN_AUTH', async () => {
    const pool = await servePool({ settings: rotating });
    await pool.cognito.seedUser(newUser('ada'));
    const answer = await pool.call('InitiateAuth', {
      ClientId: pool.cognito.userPoolClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: await signIn(pool) },
    });
    expect(answer.body).toEqual({
      __type: 'InvalidParameterException',
      message: 'REFRESH_TOKEN_AUTH flow not enabled for this client',
    });
  });

  test('end their session when one of them is revoked, a used one too', async () => {
    const pool = await servePool({ settings: rotating });
    await pool.cognito.seedUser(newUser('ada'));
    const first = await signIn(pool);
    const second = (await refresh(pool, first)).body.AuthenticationResult.RefreshToken;
    await pool.call('RevokeToken', { ClientId: pool.cognito.userPoolClientId, Token: first });
    expect((await refresh(pool, second)).body.message).toBe('Refresh Token has been revoked');
  });

  test('cannot be made from one another', async () => {
    const pool = await servePool({ settings: rotating });
    await pool.cognito.seedUser(newUser('ada'));
    const [originJti, , mac] = (await signIn(pool)).split('.');
    expect((await refresh(pool, `${originJti}.2.${mac}`)).body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Invalid Refresh Token',
    });
  });
});

describe('the settings of a pool', () => {
  test('say how long its access and ID tokens are good', async () => {
    const pool = await servePool({ settings: rotating });
    await pool.cognito.seedUser(newUser('ada'));
    const { AccessToken, IdToken, ExpiresIn } = await tokensOf(pool);
    expect(ExpiresIn).toBe(900);
    for (const token of [AccessToken, IdToken]) {
      const { iat, exp } = decodeJwt(token);
      expect(exp).toBe(iat! + 900);
    }
  });

  test('name every required attribute that a sign-up leaves out', async () => {
    const pool = await servePool({
      settings: { ...defaultSettings, requiredAttributes: ['email', 'preferred_username', 'name'] },
    });
    const { body } = await pool.call('SignUp', {
      ClientId: pool.cognito.userPoolClientId,
      Username: 'ada',
      Password: PASSWORD,
      UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
    });
    expect(body).toEqual({
      __type: 'InvalidParameterException',
      message:
        'Attributes did not conform to the schema: preferred_username: The attribute is required\nname: The attribute is required\n',
    });
  });

  test('switch off the rules of its password policy, one by one', async () => {
    const none = {
      minLength: 10,
      requireLowercase: false,
      requireUppercase: false,
      requireDigits: false,
      requireSymbols: false,
    };
    const pool = await servePool({ settings: { ...defaultSettings, passwordPolicy: none } });
    const signUp = (Username: string, Password: string) =>
      pool.call('SignUp', {
        ClientId: pool.cognito.userPoolClientId,
        Username,
        Password,
        UserAttributes: [{ Name: 'email', Value: 'ada@example.com' }],
      });
    expect((await signUp('ada', '         0')).status).toBe(400);
    expect((await signUp('ada', 'x'.repeat(9))).body.message).toContain('not long enough');
    expect((await signUp('ada', 'x'.repeat(10))).status).toBe(200);
    expect((await signUp('bob', '1'.repeat(10))).status).toBe(200);
  });
});

async function tokensOf(pool: ServedPool) {
  const { body } = await pool.call('InitiateAuth', {
    ClientId: pool.cognito.userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ada', PASSWORD },
  });
  return body.AuthenticationResult;
}

const signIn = async (pool: ServedPool): Promise<string> => (await tokensOf(pool)).RefreshToken;

const refresh = (pool: ServedPool, RefreshToken: string) =>
  pool.call('GetTokensFromRefreshToken', { ClientId: pool.cognito.userPoolClientId, RefreshToken });
