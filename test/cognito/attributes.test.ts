import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../local/cognito/settings.js';
import { attributesOf, byPassword, keeping, signedIn, update, verify } from './attributeCalls.js';
import { newUser, type PoolOptions } from './servePool.js';

const strict: PoolOptions = {
  settings: {
    ...defaultSettings,
    writableAttributes: ['email', 'preferred_username', 'name'],
    immutableAttributes: ['name'],
  },
};

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

  test.each([
    ['name', 'InvalidParameterException', 'user.name: Attribute cannot be updated.\n'],
    ['nickname', 'NotAuthorizedException', 'A client attempted to write unauthorized attribute'],
  ])(
    'refuses %s where pool and client say so, and changes nothing',
    async (name, type, message) => {
      const { pool, AccessToken } = await signedIn(strict);
      const before = await attributesOf(pool, AccessToken);
      const answer = await update(pool, AccessToken, { email: 'new@example.org', [name]: 'Other' });
      expect(answer.body).toEqual({ __type: type, message });
      expect(await attributesOf(pool, AccessToken)).toEqual(before);
      expect(pool.lines).toEqual([]);
      const remove = await pool.call('DeleteUserAttributes', {
        AccessToken,
        UserAttributeNames: [name],
      });
      expect(remove.body).toEqual({ __type: type, message });
    },
  );

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
    const first = pool.codeOf('ada');
    await update(pool, AccessToken, { email: 'new@example.org' });
    expect((await verify(pool, AccessToken, first)).body.__type).toBe('CodeMismatchException');
    const code = pool.codeOf('ada');
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    expect((await verify(pool, AccessToken, wrong)).body.__type).toBe('CodeMismatchException');
    expect((await verify(pool, AccessToken, code)).status).toBe(200);
    expect((await verify(pool, AccessToken, code)).body.__type).toBe('ExpiredCodeException');
  });
});

describe('GetUserAttributeVerificationCode', () => {
  test('sends a code to the present address; it does not prove a new one', async () => {
    const { pool, AccessToken } = await signedIn(keeping);
    await update(pool, AccessToken, { email: 'new@example.org' });
    const { body } = await pool.call('GetUserAttributeVerificationCode', {
      AccessToken,
      AttributeName: 'email',
    });
    expect(body).toMatchObject({ CodeDeliveryDetails: { Destination: 'a***@e***' } });
    expect((await verify(pool, AccessToken, pool.codeOf('ada'))).status).toBe(200);
    expect(await attributesOf(pool, AccessToken)).toMatchObject({ email: 'ada@example.com' });
  });

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
