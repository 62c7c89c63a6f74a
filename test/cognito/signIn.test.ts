import { getDiffieHellman } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { newUser, PASSWORD, servePool, usePool, type ServedPool } from './servePool.js';

const WRONG = 'Wrong-horse-77';
const SECOND = 1_000;
const shared = usePool();

describe('wrong passwords', () => {
  test.each([
    ['a person', 'ada'],
    ['an unknown name', 'stranger'],
  ])('lock %s out, each time for longer', async (_who, username) => {
    let now = Date.now();
    const pool = await servePool({ clock: () => now });
    await pool.cognito.seedUser(newUser('ada'));
    const tryIt = async () => (await byPassword(pool, username, WRONG)).body.message;

    for (let tries = 0; tries < 5; tries += 1) {
      expect(await tryIt()).toBe('Incorrect username or password.');
    }
    const doubled = Array.from({ length: 10 }, (_, lockout) => 2 ** lockout);
    for (const lockout of [...doubled, 900, 900].map((seconds) => seconds * SECOND)) {
      now += lockout - 1;
      expect(await tryIt()).toBe('Password attempts exceeded');
      now += 1;
      expect(await tryIt()).toBe('Incorrect username or password.');
    }
  });

  test('lock out the right one too, until the time is over', async () => {
    let now = Date.now();
    const pool = await servePool({ clock: () => now });
    await pool.cognito.seedUser(newUser('ada'));
    for (let tries = 0; tries < 5; tries += 1) await byPassword(pool, 'ada', WRONG);

    expect((await byPassword(pool, 'ada', PASSWORD)).body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Password attempts exceeded',
    });
    now += SECOND;
    expect((await byPassword(pool, 'ada', PASSWORD)).status).toBe(200);
    // The count was reset: five more failures before the next lockout.
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await byPassword(pool, 'ada', WRONG)).body.message).toBe(
        'Incorrect username or password.',
      );
    }
  });

  test('are forgotten 15 minutes after a lockout, not sooner', async () => {
    let now = Date.now();
    const pool = await servePool({ clock: () => now });
    await pool.cognito.seedUser(newUser('ada'));
    const tryIt = async () => (await byPassword(pool, 'ada', WRONG)).body.message;
    for (let tries = 0; tries < 5; tries += 1) await tryIt();

    now += 15 * 60 * SECOND + SECOND - 1;
    await tryIt();
    now += 2 * SECOND - 1;
    expect(await tryIt()).toBe('Password attempts exceeded');
    now += 1 + 15 * 60 * SECOND;
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await tryIt()).toBe('Incorrect username or password.');
    }
    expect(await tryIt()).toBe('Password attempts exceeded');
  });

  test('by many at once are counted all the same', async () => {
    const now = Date.now();
    const pool = await servePool({ clock: () => now });
    await pool.cognito.seedUser(newUser('ada'));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => byPassword(pool, 'ada', WRONG)),
    );
    const messages = answers.map(({ body }) => body.message);
    expect(messages.filter((text) => text === 'Incorrect username or password.')).toHaveLength(5);
    expect(messages.filter((text) => text === 'Password attempts exceeded')).toHaveLength(15);
  });

  test('by the e-mail address count as by the name', async () => {
    const now = Date.now();
    const pool = await servePool({ clock: () => now });
    await pool.cognito.seedUser(newUser('ada'));
    for (let tries = 0; tries < 5; tries += 1) await byPassword(pool, 'ada@example.com', WRONG);
    expect((await byPassword(pool, 'ada', WRONG)).body.message).toBe('Password attempts exceeded');
  });
});

describe('an account that is not confirmed', () => {
  test('is reported only with the right password', async () => {
    const pool = await servePool();
    const { username, password, attributes } = newUser('ada');
    await pool.call('SignUp', {
      ClientId: pool.cognito.userPoolClientId,
      Username: username,
      Password: password,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    });
    expect((await byPassword(pool, 'ada', WRONG)).body.__type).toBe('NotAuthorizedException');
    expect((await byPassword(pool, 'ada', PASSWORD)).body).toEqual({
      __type: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
    // Nor is its e-mail address an alias yet.
    expect((await byPassword(pool, 'ada@example.com', PASSWORD)).body.__type).toBe(
      'NotAuthorizedException',
    );
  });
});

describe('the SRP challenge', () => {
  test('of an e-mail address has a UUID, whether or not it has an account', async () => {
    const pool = await servePool();
    const { password } = newUser('ada');
    const seeded = await pool.cognito.seedUser({
      password,
      attributes: { email: 'Ada@example.com' },
    });
    const again = await pool.cognito.seedUser({
      password,
      attributes: { email: 'ada@example.com' },
    });
    expect(again).toEqual(seeded);
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    const idOf = async (alias: string) => {
      const { USERNAME, USER_ID_FOR_SRP } = (await challenge(pool, alias, '02')).body
        .ChallengeParameters;
      expect(USERNAME).toBe(USER_ID_FOR_SRP);
      expect(USERNAME).toMatch(uuid);
      return USERNAME;
    };
    expect(await idOf('ADA@example.com')).toBe(seeded.username);
    expect(await idOf('Nobody@example.com')).toBe(await idOf('nobody@example.com'));
    // No digit of the made-up ones gives them away: each that a random UUID has comes up.
    const names = Array.from({ length: 64 }, (_, index) => `nobody${index}@example.com`);
    const variants = await Promise.all(names.map(async (name) => (await idOf(name))!.charAt(19)));
    expect([...new Set(variants)].sort()).toEqual(['8', '9', 'a', 'b']);
  });

  beforeAll(async () => {
    await shared.pool.cognito.seedUser(newUser('ada'));
    await shared.pool.cognito.seedUser(newUser('bob'));
  });

  test('of an unknown user looks like one of a known user, and is the same each time', async () => {
    const { pool } = shared;
    const real = (await challenge(pool, 'ada', '02')).body.ChallengeParameters;
    const first = (await challenge(pool, 'nobody', '02')).body.ChallengeParameters;
    const again = (await challenge(pool, 'NOBODY', '02')).body.ChallengeParameters;
    const other = (await challenge(pool, 'no.one', '02')).body.ChallengeParameters;

    expect(Object.keys(first).sort()).toEqual(Object.keys(real).sort());
    for (const { SALT } of [real, first]) expect(SALT).toMatch(/^[0-9a-f]{32}$/);
    expect(first.USER_ID_FOR_SRP).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(again).toMatchObject({ SALT: first.SALT, USER_ID_FOR_SRP: first.USER_ID_FOR_SRP });
    expect(other.SALT).not.toBe(first.SALT);
    expect(again.SRP_B).not.toBe(first.SRP_B);
    expect(real.USER_ID_FOR_SRP).toBe('ada');
  });

  test('of each account has its own salt', async () => {
    const { pool } = shared;
    const salts = await Promise.all(
      ['ada', 'bob', 'ada'].map(
        async (name) => (await challenge(pool, name, '02')).body.ChallengeParameters.SALT,
      ),
    );
    expect(salts[0]).toBe(salts[2]);
    expect(salts[0]).not.toBe(salts[1]);
  });

  // With A a multiple of N both sides come to the secret 0, whatever the password (RFC 5054, 2.5.4).
  const prime = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
  test.each([
    ['0', '0'],
    ['N', prime.toString(16)],
    ['2 N', (2n * prime).toString(16)],
    ['no number', 'xyz'],
    ['a number without end', 'f'.repeat(10_000)],
  ])('is not given for the public value %s', async (_what, SRP_A) => {
    const { pool } = shared;
    const { status, body } = await challenge(pool, 'ada', SRP_A);
    expect({ status, type: body.__type }).toEqual({
      status: 400,
      type: 'InvalidParameterException',
    });
  });

  test('takes one response: a second one is refused unread', async () => {
    const { pool } = shared;
    const { ChallengeParameters } = (await challenge(pool, 'ada', '02')).body;
    for (let tries = 0; tries < 7; tries += 1) {
      expect((await respond(pool, ChallengeParameters)).body.message).toBe(
        'Incorrect username or password.',
      );
    }
  });

  test('of one person is not answered for another', async () => {
    const { pool } = shared;
    const { ChallengeParameters } = (await challenge(pool, 'ada', '02')).body;
    const answer = await respond(pool, { ...ChallengeParameters, USER_ID_FOR_SRP: 'bob' });
    expect(answer.body.__type).toBe('NotAuthorizedException');
  });
});

test.each([
  ['USER_AUTH', 'USER_AUTH flow not enabled for this client'],
  ['CUSTOM_AUTH', 'CUSTOM_AUTH flow not enabled for this client'],
  ['ADMIN_USER_PASSWORD_AUTH', 'Initiate Auth method not supported.'],
  ['ADMIN_NO_SRP_AUTH', 'Initiate Auth method not supported.'],
])('the flow %s, which this client does not have, is refused', async (AuthFlow, message) => {
  expect((await initiate(AuthFlow)).body).toEqual({
    __type: 'InvalidParameterException',
    message,
  });
});

test('an unknown flow is rejected with the list of known ones', async () => {
  const { __type, message } = (await initiate('constructor')).body;
  expect(__type).toBe('InvalidParameterException');
  expect(message).toMatch(
    /^1 validation error detected: Value at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: \[.*\bUSER_SRP_AUTH\b.*\]$/,
  );
});

const initiate = (AuthFlow: string) =>
  shared.pool.call('InitiateAuth', {
    ClientId: shared.pool.cognito.userPoolClientId,
    AuthFlow,
    AuthParameters: { USERNAME: 'ada' },
  });

const byPassword = (pool: ServedPool, username: string, password: string) =>
  pool.call('InitiateAuth', {
    ClientId: pool.cognito.userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });

const challenge = (pool: ServedPool, username: string, SRP_A: string) =>
  pool.call('InitiateAuth', {
    ClientId: pool.cognito.userPoolClientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: username, SRP_A },
  });

const respond = (pool: ServedPool, parameters: Record<string, string>) =>
  pool.call('RespondToAuthChallenge', {
    ClientId: pool.cognito.userPoolClientId,
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: {
      USERNAME: parameters.USER_ID_FOR_SRP,
      PASSWORD_CLAIM_SECRET_BLOCK: parameters.SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64'),
      TIMESTAMP: 'Tue Nov 24 06:12:44 UTC 2026',
    },
  });
