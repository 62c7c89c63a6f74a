import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../local/cognito/settings.js';
import { newUser, PASSWORD, servePool, type PoolOptions, type ServedPool } from './servePool.js';

const keeping: PoolOptions = { settings: { ...defaultSettings, keepsOriginalEmail: true } };

describe('UpdateUserAttributes', () => {
  test('changes what a client may write, at once', async () => {
    const { pool, AccessToken } = await signedIn();
    expect((await update(pool, AccessToken, { name: 'Ada L.' })).body).toEqual({
      CodeDeliveryDetailsList: [],
    });
    expect(await attributesOf(pool, AccessToken)).toMatchObject({ name: 'Ada L.' });
  });

  test.each([
    ['sub', 'NotAuthorizedException'],
    ['email_verified', 'NotAuthorizedException'],
    ['custom:role', 'InvalidParameterException'],
  ])('refuses %s', async (name, type) => {
    const { pool, AccessToken } = await signedIn();
    expect((await update(pool, AccessToken, { [name]: 'true' })).body.__type).toBe(type);
  });

  test('leaves the old e-mail address in force until the new one is verified, where the pool keeps it', async () => {
    const { pool, AccessToken } = await signedIn(keeping);
    const { body } = await update(pool, AccessToken, { email: 'new@example.org' });
    expect(body).toMatchObject({
      CodeDeliveryDetailsList: [{ AttributeName: 'email', Destination: 'n***@e***' }],
    });
    expect(await attributesOf(pool, AccessToken)).toMatchObject({
      email: 'ada@example.com',
      email_verified: 'true',
    });
    expect((await byPassword(pool, 'ada@example.com')).status).toBe(200);
    expect((await byPassword(pool, 'new@example.org')).status).toBe(400);

    expect((await verify(pool, AccessToken, pool.codeOf('ada'))).status).toBe(200);
    expect(await attributesOf(pool, AccessToken)).toMatchObject({
      email: 'new@example.org',
      email_verified: 'true',
    });
    expect((await byPassword(pool, 'ada@example.com')).status).toBe(400);
    expect((await byPassword(pool, 'new@example.org')).status).toBe(200);
  });

  test('changes the e-mail address at once, as not verified, where the pool does not keep it', async () => {
    const { pool, AccessToken } = await signedIn();
    await update(pool, AccessToken, { email: 'new@example.org' });
    expect(await attributesOf(pool, AccessToken)).toMatchObject({
      email: 'new@example.org',
      email_verified: 'false',
    });
    expect((await byPassword(pool, 'ada@example.com')).status).toBe(400);
  });
});

describe('VerifyUserAttribute', () => {
  test('takes no address that is verified for another account', async () => {
    const { pool, AccessToken } = await signedIn(keeping);
    await pool.cognito.seedUser(newUser('bob'));
    await update(pool, AccessToken, { email: 'BOB@example.com' });
    expect((await verify(pool, AccessToken, pool.codeOf('ada'))).body).toEqual({
      __type: 'AliasExistsException',
      message: 'An account with the email already exists.',
    });
    expect(await attributesOf(pool, AccessToken)).toMatchObject({ email: 'ada@example.com' });
  });

  test('takes the newest code, once', async () => {
    const { pool, AccessToken } = await signedIn(keeping);
    await update(pool, AccessToken, { email: 'new@example.org' });
    await pool.call('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
    const code = pool.codeOf('ada');
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    expect((await verify(pool, AccessToken, wrong)).body.__type).toBe('CodeMismatchException');
    expect((await verify(pool, AccessToken, code)).status).toBe(200);
    expect((await verify(pool, AccessToken, code)).body.__type).toBe('ExpiredCodeException');
  });
});

describe('GetUserAttributeVerificationCode', () => {
  test('sends at most ten codes in an hour', async () => {
    const { pool, AccessToken } = await signedIn(keeping);
    const ask = () =>
      pool.call('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
    for (let times = 0; times < 10; times += 1) expect((await ask()).status).toBe(200);
    expect((await ask()).body.__type).toBe('LimitExceededException');
  });

  test('knows the e-mail address only', async () => {
    const { pool, AccessToken } = await signedIn();
    const answer = await pool.call('GetUserAttributeVerificationCode', {
      AccessToken,
      AttributeName: 'name',
    });
    expect(answer.body.__type).toBe('InvalidParameterException');
  });
});

describe('DeleteUserAttributes', () => {
  test('deletes an attribute that the pool does not require', async () => {
    const { pool, AccessToken } = await signedIn();
    const remove = (...UserAttributeNames: string[]) =>
      pool.call('DeleteUserAttributes', { AccessToken, UserAttributeNames });
    expect((await remove('name')).status).toBe(200);
    expect(await attributesOf(pool, AccessToken)).not.toHaveProperty('name');
    expect((await remove('email')).body.__type).toBe('InvalidParameterException');
    expect((await remove('sub')).body.__type).toBe('NotAuthorizedException');
    expect(await attributesOf(pool, AccessToken)).toHaveProperty('email');
  });
});

test('ListDevices lists none: the pool does not remember devices', async () => {
  const { pool, AccessToken } = await signedIn();
  expect((await pool.call('ListDevices', { AccessToken })).body).toEqual({ Devices: [] });
  expect((await pool.call('ListDevices', { AccessToken: 'x' })).status).toBe(400);
});

async function signedIn(options: PoolOptions = {}) {
  const pool = await servePool(options);
  await pool.cognito.seedUser(newUser('ada'));
  const { AccessToken } = (await byPassword(pool, 'ada')).body.AuthenticationResult;
  return { pool, AccessToken };
}

const byPassword = (pool: ServedPool, USERNAME: string) =>
  pool.call('InitiateAuth', {
    ClientId: pool.cognito.userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD },
  });

const update = (pool: ServedPool, AccessToken: string, attributes: Record<string, string>) =>
  pool.call('UpdateUserAttributes', {
    AccessToken,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });

const verify = (pool: ServedPool, AccessToken: string, Code: string) =>
  pool.call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code });

async function attributesOf(pool: ServedPool, AccessToken: string) {
  const { body } = await pool.call('GetUser', { AccessToken });
  return Object.fromEntries(body.UserAttributes.map(({ Name, Value }) => [Name, Value]));
}
