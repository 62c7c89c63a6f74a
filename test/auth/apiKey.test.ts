import { describe, expect, it } from 'vitest';

import { apiKeyAuthorizer } from '../../local/appsync/auth/apiKey.js';
import { authorize } from '../../local/appsync/auth/authorize.js';
import { UnauthorizedError } from '../../local/appsync/auth/errors.js';

const expiresAt = Date.parse('2026-03-01T12:00:00Z');

const authorizerAt = (clock: number) =>
  apiKeyAuthorizer({
    keys: [{ id: 'da2-aaaaaaaaaaaaaaaaaaaaaaaaaa', expiresAt }],
    clock: () => clock,
  });
const before = authorizerAt(expiresAt - 1);

describe('an API key', () => {
  it('authorizes a caller without an identity', async () => {
    expect(
      await before.authorize({ 'x-api-key': 'da2-aaaaaaaaaaaaaaaaaaaaaaaaaa' }, '::1'),
    ).toEqual({
      authType: 'API Key Authorization',
      identity: null,
      expiresAt,
    });
  });

  it('is refused after it has expired', async () => {
    const after = authorizerAt(expiresAt);
    await expect(
      after.authorize({ 'x-api-key': 'da2-aaaaaaaaaaaaaaaaaaaaaaaaaa' }, '::1'),
    ).rejects.toThrow(new UnauthorizedError('You are not authorized to make this call.'));
  });

  it('is refused when the API does not have it', async () => {
    await expect(before.authorize({ 'x-api-key': 'da2-b' }, '::1')).rejects.toBeInstanceOf(
      UnauthorizedError,
    );
  });

  it('is not required when another mode has a credential', async () => {
    expect(await before.authorize({ authorization: 'x' }, '::1')).toBeUndefined();
  });
});

describe('an API with several authorization modes', () => {
  it('refuses a call without any credential', async () => {
    await expect(authorize([before], {}, '::1')).rejects.toThrow(
      'Valid authorization header not provided.',
    );
  });

  it('uses the first mode that finds its credential', async () => {
    const other = { authType: 'IAM Authorization' as const, authorize: async () => undefined };
    const caller = await authorize(
      [other, before],
      { 'x-api-key': 'da2-aaaaaaaaaaaaaaaaaaaaaaaaaa' },
      '::1',
    );
    expect(caller).toMatchObject({ authType: 'API Key Authorization' });
  });
});
