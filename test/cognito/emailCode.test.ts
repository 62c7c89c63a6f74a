import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../local/cognito/settings.js';
import { attributesOf, keeping, signedIn, update, verify } from './attributeCalls.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Access tokens that outlive a code. */
const LONG = { ...defaultSettings.tokens, accessMinutes: 3 * 24 * 60 };

describe('A code for an e-mail address', () => {
  it('proves no other address than the one that it was sent to', async () => {
    const { pool, AccessToken } = await signedIn(keeping);
    await update(pool, AccessToken, { email: 'mine@example.org' });
    const code = pool.codeOf('ada');
    // No code goes to this mailbox any more, so the one above would be the newest.
    for (let times = 0; times < 10; times += 1) {
      await update(pool, AccessToken, { email: 'theirs@example.org' });
    }
    const last = pool.codeOf('ada');
    await update(pool, AccessToken, { email: 'mine@example.org' });
    const refused = await update(pool, AccessToken, { email: 'theirs@example.org' });
    expect(refused.body.__type).toBe('LimitExceededException');
    for (const old of [code, last]) {
      expect((await verify(pool, AccessToken, old)).body.__type).toBe('CodeMismatchException');
    }
    expect((await verify(pool, AccessToken, pool.codeOf('ada'))).status).toBe(200);
    expect(await attributesOf(pool, AccessToken)).toMatchObject({ email: 'mine@example.org' });
  });

  it('proves no address that is asked for after it', async () => {
    const { pool, AccessToken } = await signedIn(keeping);
    await update(pool, AccessToken, { email: 'new@example.org' });
    const code = pool.codeOf('ada');
    await update(pool, AccessToken, { email: 'ada@example.com' });
    expect((await verify(pool, AccessToken, code)).body.__type).toBe('ExpiredCodeException');
    expect(await attributesOf(pool, AccessToken)).toMatchObject({ email: 'ada@example.com' });
  });

  it('is good for a day, and not for longer', async () => {
    let now = Date.now();
    const { pool, AccessToken } = await signedIn({
      settings: { ...defaultSettings, keepsOriginalEmail: true, tokens: LONG },
      clock: () => now,
    });
    await update(pool, AccessToken, { email: 'new@example.org' });
    now += DAY;
    const late = await verify(pool, AccessToken, pool.codeOf('ada'));
    expect(late.body.__type).toBe('ExpiredCodeException');
    await update(pool, AccessToken, { email: 'new@example.org' });
    now += DAY - 1;
    expect((await verify(pool, AccessToken, pool.codeOf('ada'))).status).toBe(200);
  });

  it('cannot be guessed: after ten wrong ones even the right one waits an hour', async () => {
    let now = Date.now();
    const { pool, AccessToken } = await signedIn({
      settings: { ...defaultSettings, keepsOriginalEmail: true, tokens: LONG },
      clock: () => now,
    });
    await update(pool, AccessToken, { email: 'new@example.org' });
    const code = pool.codeOf('ada');
    const wrong = code === '000000' ? '000001' : '000000';
    for (let times = 0; times < 10; times += 1) {
      const { body } = await verify(pool, AccessToken, wrong);
      expect(body.__type).toBe('CodeMismatchException');
    }
    expect((await verify(pool, AccessToken, code)).body.__type).toBe('LimitExceededException');
    now += HOUR;
    expect((await verify(pool, AccessToken, code)).status).toBe(200);
  });

  it.each(['UpdateUserAttributes', 'GetUserAttributeVerificationCode', 'VerifyUserAttribute'])(
    'is not for %s of a session that was ended',
    async (action) => {
      const { pool, AccessToken } = await signedIn(keeping);
      await update(pool, AccessToken, { email: 'new@example.org' });
      const Code = pool.codeOf('ada');
      await pool.call('GlobalSignOut', { AccessToken });
      const UserAttributes = [{ Name: 'email', Value: 'other@example.org' }];
      const input = { AccessToken, UserAttributes, AttributeName: 'email', Code };
      expect((await pool.call(action, input)).body.__type).toBe('NotAuthorizedException');
      expect(pool.cognito.users()[0]!.attributes.email).toBe('ada@example.com');
    },
  );
});
