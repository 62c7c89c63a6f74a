import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readArguments } from '../../local/messaging/args.js';
import { HourlyLimit, PasswordAttempts } from '../../local/cognito/attempts.js';
import { defaultSettings } from '../../local/cognito/settings.js';
import { newUser, PASSWORD, servePool, type ServedPool } from '../cognito/servePool.js';

const WRONG = 'Wrong-horse-7';
const HOUR = 3_600_000;

/** One account with a UUID for a name, as the client makes it, and an address that has none. */
async function poolWithAda(clock = Date.now, dataDirectory?: string) {
  const pool = await servePool({ clock, ...(dataDirectory && { dataDirectory }) });
  const { attributes } = newUser('ada');
  const ada = await pool.cognito.seedUser({ password: PASSWORD, attributes });
  return { pool, ada, addresses: ['ada@example.com', 'eve@example.com'] as const };
}

const call = (pool: ServedPool, action: string, body: object) =>
  pool.call(action, { ClientId: pool.cognito.userPoolClientId, ...body });

const bodies = (pool: ServedPool, action: string, inputs: readonly object[]) =>
  Promise.all(inputs.map(async (input) => (await call(pool, action, input)).body));

describe('Who knows an e-mail address only learns nothing of its account', () => {
  it('by asking for the code of a sign-up again, which sends nothing', async () => {
    const { pool, addresses } = await poolWithAda();
    const inputs = addresses.map((Username) => ({ Username }));
    const [ofAda, ofNobody] = await bodies(pool, 'ResendConfirmationCode', inputs);
    expect(ofAda).toMatchObject({ CodeDeliveryDetails: { Destination: 'a***@e***' } });
    expect(ofNobody).toMatchObject({ CodeDeliveryDetails: { Destination: 'e***@e***' } });
    expect(pool.lines).toEqual([]);
  });

  it('by a code of a sign-up, however often it is tried', async () => {
    const { pool, addresses } = await poolWithAda();
    const inputs = addresses.map((Username) => ({ Username, ConfirmationCode: '123456' }));
    for (let tries = 0; tries < 12; tries += 1) {
      const [ofAda, ofNobody] = await bodies(pool, 'ConfirmSignUp', inputs);
      expect(ofAda).toEqual(ofNobody);
    }
  });

  it('by the code of a forgotten password, asked for or not, up to the eleventh wrong one', async () => {
    let now = Date.now();
    const { pool, addresses } = await poolWithAda(() => now);
    const reset = async () => {
      const inputs = addresses.map((Username) => ({
        Username,
        ConfirmationCode: '12345x',
        Password: `${PASSWORD}-new`,
      }));
      const [ofAda, ofNobody] = await bodies(pool, 'ConfirmForgotPassword', inputs);
      expect(ofAda).toEqual(ofNobody);
      return ofAda?.__type;
    };
    expect(await reset()).toBe('ExpiredCodeException');
    const ask = addresses.map((Username) => ({ Username }));
    const [first, second] = await bodies(pool, 'ForgotPassword', ask);
    expect(Object.keys(first!)).toEqual(Object.keys(second!));
    for (let tries = 0; tries < 10; tries += 1) expect(await reset()).toBe('CodeMismatchException');
    expect(await reset()).toBe('LimitExceededException');
    now += HOUR;
    expect(await reset()).toBe('ExpiredCodeException');
  });

  it('by the time that a forgotten password takes: both answers wait for the disk', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'cognito-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const { pool, addresses } = await poolWithAda(Date.now, directory);
    // Each save makes a new file in the place of the old one.
    const fileId = async () => (await stat(join(directory, 'users.json'))).ino;
    for (const Username of addresses) {
      const before = await fileId();
      await call(pool, 'ForgotPassword', { Username });
      expect(await fileId(), Username).not.toBe(before);
    }
  });

  it('by signing up with it: the code is needed to hear that the address is taken', async () => {
    const { pool } = await poolWithAda();
    const { password: Password, attributes } = newUser('ada');
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    const signUp = await call(pool, 'SignUp', { Username: 'eve', Password, UserAttributes });
    expect(signUp.status).toBe(200);
    const code = pool.codeOf('eve');
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    const confirm = async (ConfirmationCode: string, ForceAliasCreation = false) =>
      (await call(pool, 'ConfirmSignUp', { Username: 'eve', ConfirmationCode, ForceAliasCreation }))
        .body.__type;
    expect(await confirm(wrong)).toBe('CodeMismatchException');
    expect(await confirm(code)).toBe('AliasExistsException');
    // The code has proved the address, so the address may go to the new account.
    expect(await confirm(code, true)).toBeUndefined();
  });
});

describe('A mailbox', () => {
  it('gets ten codes in an hour at most, however many accounts ask for it', async () => {
    let now = Date.now();
    const pool = await servePool({ clock: () => now });
    const { password: Password } = newUser('ada');
    const signUp = async (Username: string, Value: string) =>
      (
        await call(pool, 'SignUp', {
          Username,
          Password,
          UserAttributes: [{ Name: 'email', Value }],
        })
      ).body.__type;
    const answers: unknown[] = [];
    for (let index = 0; index < 25; index += 1) {
      answers.push(await signUp(`name${index}`, index % 2 ? 'ada@example.com' : 'ADA@example.com'));
    }
    expect(answers.filter((type) => type === undefined)).toHaveLength(10);
    expect(new Set(answers.slice(10))).toEqual(new Set(['LimitExceededException']));
    expect(pool.lines).toHaveLength(10);
    // No account is left of a sign-up that was refused.
    expect(pool.cognito.users()).toHaveLength(10);
    now += HOUR;
    expect(await signUp('later', 'ada@example.com')).toBeUndefined();
  });
});

describe('A lockout', () => {
  it('is not pushed out of memory by 10,000 other names', () => {
    const attempts = new PasswordAttempts(() => 0);
    for (let tries = 0; tries < 5; tries += 1) attempts.failed('ada');
    for (let name = 0; name < 20_000; name += 1) attempts.failed(`other${name}`);
    expect(() => attempts.check('ada')).toThrow('Password attempts exceeded');
  });

  it('is not pushed out by 10,000 other names that are locked out too', () => {
    const attempts = new PasswordAttempts(() => 0);
    for (let tries = 0; tries < 5; tries += 1) attempts.failed('ada');
    for (let name = 0; name < 10_000; name += 1) {
      for (let tries = 0; tries < 5; tries += 1) attempts.failed(`other${name}`);
    }
    expect(() => attempts.check('ada')).toThrow('Password attempts exceeded');
  });

  it('of codes is not pushed out by 10,000 other names', () => {
    const limit = new HourlyLimit(() => HOUR);
    for (let times = 0; times < 10; times += 1) limit.count('ada');
    for (let name = 0; name < 20_000; name += 1) limit.count(`other${name}`);
    expect(() => limit.check('ada')).toThrow('Attempt limit exceeded');
  });
});

describe('A pool that takes no passwords, as the deployed one', () => {
  it('refuses USER_PASSWORD_AUTH before it looks at name or password', async () => {
    const pool = await servePool({ settings: { ...defaultSettings, passwordAuth: false } });
    await pool.cognito.seedUser(newUser('ada'));
    const inputs = [PASSWORD, WRONG].map((password) => ({
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD: password },
    }));
    for (const body of await bodies(pool, 'InitiateAuth', inputs)) {
      expect(body).toEqual({
        __type: 'InvalidParameterException',
        message: 'USER_PASSWORD_AUTH flow not enabled for this client',
      });
    }
  });

  it('is what --no-password-auth asks for, and not the default', () => {
    expect(readArguments(['--no-password-auth'], {}).passwordAuth).toBe(false);
    expect(readArguments([], {}).passwordAuth).toBe(true);
  });
});

describe('A password that was changed or reset', () => {
  it('leaves sessions standing, as Cognito does, until the person signs out everywhere', async () => {
    const { pool, ada } = await poolWithAda();
    const signIn = async (password: string) =>
      (
        await call(pool, 'InitiateAuth', {
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'ada@example.com', PASSWORD: password },
        })
      ).body.AuthenticationResult;
    const thief = await signIn(PASSWORD);
    const refresh = () =>
      call(pool, 'GetTokensFromRefreshToken', { RefreshToken: thief.RefreshToken });
    await call(pool, 'ForgotPassword', { Username: 'ada@example.com' });
    const Password = `${PASSWORD}-new`;
    const reset = await call(pool, 'ConfirmForgotPassword', {
      Username: 'ada@example.com',
      ConfirmationCode: pool.codeOf(ada.username),
      Password,
    });
    expect(reset.status).toBe(200);
    expect((await refresh()).status).toBe(200);
    const { AccessToken } = await signIn(Password);
    const change = { AccessToken, PreviousPassword: Password, ProposedPassword: PASSWORD };
    expect((await pool.call('ChangePassword', change)).status).toBe(200);
    expect((await refresh()).status).toBe(200);
    await pool.call('GlobalSignOut', { AccessToken });
    expect((await refresh()).body.message).toBe('Refresh Token has been revoked');
  });
});
