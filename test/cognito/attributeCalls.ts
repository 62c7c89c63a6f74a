import { defaultSettings } from '../../local/cognito/settings.js';
import { newUser, PASSWORD, servePool, type PoolOptions, type ServedPool } from './servePool.js';

/** A pool that keeps the original address until the new one is verified. */
export const keeping: PoolOptions = { settings: { ...defaultSettings, keepsOriginalEmail: true } };

/** Ada with an account, and signed in. */
export async function signedIn(options: PoolOptions = {}) {
  const pool = await servePool(options);
  await pool.cognito.seedUser(newUser('ada'));
  const { AccessToken } = (await byPassword(pool, 'ada')).body.AuthenticationResult;
  return { pool, AccessToken };
}

export const byPassword = (pool: ServedPool, USERNAME: string) =>
  pool.call('InitiateAuth', {
    ClientId: pool.cognito.userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD },
  });

export const update = (pool: ServedPool, AccessToken: string, attributes: Record<string, string>) =>
  pool.call('UpdateUserAttributes', {
    AccessToken,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });

export const verify = (pool: ServedPool, AccessToken: string, Code: string) =>
  pool.call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code });

export async function attributesOf(pool: ServedPool, AccessToken: string) {
  const { body } = await pool.call('GetUser', { AccessToken });
  return Object.fromEntries(body.UserAttributes.map(({ Name, Value }) => [Name, Value]));
}
