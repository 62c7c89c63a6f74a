import { describe, expect, test } from 'vitest';
import { newUser, PASSWORD, servePool, usePool, type ServedPool } from './servePool.js';

describe('sign-up', () => {
  const shared = usePool();

  test('refuses a name that is taken, in either case', async () => {
    const pool = await servePool();
    await signUp(pool, 'ada');
    for (const Username of ['ada', 'ADA']) {
      expect((await signUp(pool, 'ada', { Username })).body).toEqual({
        __type: 'UsernameExistsException',
        message: 'User already exists',
      });
    }
  });

  test('of one name by many at once makes one account', async () => {
    // All are in the trigger before one passes it.
    let waiting = 0;
    let open: () => void;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const pool = await servePool({
      triggers: {
        preSignUp: async (event) => {
          if ((waiting += 1) === 20) open();
          await gate;
          return event;
        },
      },
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => signUp(pool, 'ada')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(pool.cognito.users()).toHaveLength(1);
  });

  test.each([
    ['Ab-1', 'Password not long enough'],
    ['Short-7', 'Password not long enough'],
    ['CORRECT-HORSE-7', 'Password must have lowercase characters'],
    ['correct-horse-7', 'Password must have uppercase characters'],
    ['Correct-horse-x', 'Password must have numeric characters'],
    ['Correct0horse07', 'Password must have symbol characters'],
  ])('refuses the password %s', async (Password, reason) => {
    const { pool } = shared;
    expect((await signUp(pool, 'ada', { Password })).body).toEqual({
      __type: 'InvalidPasswordException',
      message: `Password did not conform with policy: ${reason}`,
    });
    expect(pool.cognito.users()).toEqual([]);
  });

  test('takes a password of eight characters', async () => {
    const pool = await servePool();
    expect((await signUp(pool, 'ada', { Password: 'Enough-7' })).status).toBe(200);
  });

  test.each(['sub', 'email_verified', 'phone_number_verified'])(
    'refuses the attribute %s, which no client may write',
    async (Name) => {
      const { pool } = shared;
      const UserAttributes = [
        { Name: 'email', Value: 'ada@example.com' },
        { Name, Value: 'true' },
      ];
      expect((await signUp(pool, 'ada', { UserAttributes })).body).toEqual({
        __type: 'NotAuthorizedException',
        message: 'A client attempted to write unauthorized attribute',
      });
      expect(pool.cognito.users()).toEqual([]);
    },
  );

  test.each([
    ['no e-mail address', [{ Name: 'name', Value: 'Ada' }], 'email: The attribute is required'],
    [
      'an e-mail address that would write on a terminal',
      [{ Name: 'email', Value: '\u001b[2Ja@example.com' }],
      'Invalid email address format.',
    ],
    ['half an e-mail address', [{ Name: 'email', Value: 'ada@' }], 'Invalid email address format.'],
    [
      'an attribute that the pool does not know',
      [{ Name: 'custom:role', Value: 'admin' }],
      'could not be determined',
    ],
    ['the prototype of objects', [{ Name: '__proto__', Value: 'x' }], 'could not be determined'],
  ])('refuses %s', async (_what, UserAttributes, words) => {
    const { pool } = shared;
    const { body } = await signUp(pool, 'ada', { UserAttributes });
    expect(body.__type).toBe('InvalidParameterException');
    expect(body.message).toContain(words);
    expect(pool.cognito.users()).toEqual([]);
  });

  test('refuses an e-mail address for a name', async () => {
    const { pool } = shared;
    expect((await signUp(pool, 'ada', { Username: 'ada@example.com' })).body).toEqual({
      __type: 'InvalidParameterException',
      message: 'Username cannot be of email format, since user pool is configured for email alias.',
    });
  });
});

describe('a confirmation code', () => {
  test('that is wrong, or of an unknown user, confirms nothing', async () => {
    const pool = await servePool();
    await signUp(pool, 'ada');
    expect((await confirm(pool, 'ada', wrong(pool.codeOf('ada')))).body).toEqual({
      __type: 'CodeMismatchException',
      message: 'Invalid verification code provided, please try again.',
    });
    expect((await confirm(pool, 'nobody', '123456')).body).toEqual({
      __type: 'ExpiredCodeException',
      message: 'Invalid code provided, please request a code again.',
    });
    expect(pool.cognito.users()).toMatchObject([{ username: 'ada', status: 'UNCONFIRMED' }]);
  });

  test('is good for a day', async () => {
    let now = Date.now();
    const pool = await servePool({ clock: () => now });
    await signUp(pool, 'ada');
    await signUp(pool, 'bob');
    now += 24 * 3_600_000 - 1_000;
    expect((await confirm(pool, 'ada', pool.codeOf('ada'))).status).toBe(200);
    now += 1_000;
    expect((await confirm(pool, 'bob', pool.codeOf('bob'))).body.__type).toBe(
      'ExpiredCodeException',
    );
  });

  test('is good once', async () => {
    const pool = await servePool();
    await signUp(pool, 'ada');
    const code = pool.codeOf('ada');
    const answers = await Promise.all([1, 2, 3].map(() => confirm(pool, 'ada', code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await confirm(pool, 'ada', code)).body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    });
  });

  test('cannot be guessed: after ten wrong ones even the right one waits an hour', async () => {
    let now = Date.now();
    const pool = await servePool({ clock: () => now });
    await signUp(pool, 'ada');
    const code = pool.codeOf('ada');
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await confirm(pool, 'ada', wrong(code))).body.__type).toBe('CodeMismatchException');
    }
    expect((await confirm(pool, 'ada', code)).body).toEqual({
      __type: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    });
    now += 3_600_000;
    expect((await confirm(pool, 'ada', code)).status).toBe(200);
  });

  test('of an address that is verified for another account is refused', async () => {
    const pool = await servePool();
    await pool.cognito.seedUser(newUser('ada'));
    await signUp(pool, 'eve', {
      UserAttributes: [{ Name: 'email', Value: 'ADA@example.com' }],
    });
    expect((await confirm(pool, 'eve', pool.codeOf('eve'))).body).toEqual({
      __type: 'AliasExistsException',
      message: 'An account with the email already exists.',
    });
  });

  test('is sent again to an unconfirmed account, and the answer is the same for an unknown user', async () => {
    const pool = await servePool();
    await pool.cognito.seedUser(newUser('ada'));
    await signUp(pool, 'bob');
    const resend = (Username: string) =>
      pool.call('ResendConfirmationCode', { ClientId: pool.cognito.userPoolClientId, Username });
    const delivery = {
      CodeDeliveryDetails: {
        AttributeName: 'email',
        DeliveryMedium: 'EMAIL',
        Destination: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
      },
    };
    expect((await resend('ada')).body).toEqual(delivery);
    expect((await resend('bob')).body).toEqual(delivery);
    const nobody = await resend('nobody');
    expect(nobody.body).toEqual(delivery);
    expect((await resend('nobody')).body).toEqual(nobody.body);
    expect(pool.lines.filter((line) => line.includes(' for bob <'))).toHaveLength(2);
    expect(pool.lines).toHaveLength(2);
  });
});

describe('a forgotten password', () => {
  test('of an unknown user looks like one of a known user', async () => {
    const pool = await servePool();
    await pool.cognito.seedUser(newUser('ada'));
    for (const username of ['ada', 'nobody']) {
      expect((await forgot(pool, username)).body).toEqual({
        CodeDeliveryDetails: {
          AttributeName: 'email',
          DeliveryMedium: 'EMAIL',
          Destination: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
        },
      });
      expect((await reset(pool, username, '000000x')).body.__type).toBe('CodeMismatchException');
    }
    expect(pool.lines.filter((line) => line.includes('reset'))).toHaveLength(1);
  });

  test('is asked for ten times in an hour at most, also for an unknown user', async () => {
    let now = Date.now();
    const pool = await servePool({ clock: () => now });
    await pool.cognito.seedUser(newUser('ada'));
    for (const username of ['ada', 'nobody']) {
      for (let times = 0; times < 10; times += 1) {
        expect((await forgot(pool, username)).status).toBe(200);
      }
      now += 3_599_999;
      expect((await forgot(pool, username)).body.__type).toBe('LimitExceededException');
      now += 1;
      expect((await forgot(pool, username)).status).toBe(200);
    }
  });

  test('is not reset to one against the policy, and the code stays valid', async () => {
    const pool = await servePool();
    await pool.cognito.seedUser(newUser('ada'));
    await forgot(pool, 'ada');
    const code = pool.codeOf('ada');
    expect((await reset(pool, 'ada', code, 'short')).body.__type).toBe('InvalidPasswordException');
    expect((await reset(pool, 'ada', code)).status).toBe(200);
    expect((await reset(pool, 'ada', code)).body.__type).toBe('ExpiredCodeException');
  });
});

const signUp = (pool: ServedPool, name: string, input: object = {}) => {
  const { username, password, attributes } = newUser(name);
  return pool.call('SignUp', {
    ClientId: pool.cognito.userPoolClientId,
    Username: username,
    Password: password,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    ...input,
  });
};

const confirm = (pool: ServedPool, Username: string, ConfirmationCode: string) =>
  pool.call('ConfirmSignUp', {
    ClientId: pool.cognito.userPoolClientId,
    Username,
    ConfirmationCode,
  });

const forgot = (pool: ServedPool, Username: string) =>
  pool.call('ForgotPassword', { ClientId: pool.cognito.userPoolClientId, Username });

const reset = (
  pool: ServedPool,
  Username: string,
  ConfirmationCode: string,
  Password = `${PASSWORD}-new`,
) =>
  pool.call('ConfirmForgotPassword', {
    ClientId: pool.cognito.userPoolClientId,
    Username,
    ConfirmationCode,
    Password,
  });

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
