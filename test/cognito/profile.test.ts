import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { handleKey, profileKey } from '../../resolvers/lib/keys.js';
import { useTriggers } from '../triggers/useTriggers.js';
import { newUser, PASSWORD, servePool, type ServedPool } from './servePool.js';

const triggers = useTriggers();
const serve = () => servePool({ triggers: triggers.handlers });

describe('a pool with the triggers', () => {
  test('makes a profile at the confirmation, and puts it into the access token', async () => {
    const pool = await serve();
    const sub = await signUp(pool, 'grace', { preferred_username: 'Grace.H', name: 'Grace H.' });
    expect(await triggers.get(profileKey(sub))).toBeUndefined();
    await confirm(pool, 'grace');
    expect(await triggers.get(profileKey(sub))).toMatchObject({ uuid: sub, handle: 'grace.h' });

    const { AccessToken, IdToken, RefreshToken } = await signIn(pool, 'grace');
    expect(decodeJwt(AccessToken)).toMatchObject({ handle: 'grace.h', display_name: 'Grace H.' });
    expect(decodeJwt(IdToken)).not.toHaveProperty('handle');

    const refreshed = await pool.call('GetTokensFromRefreshToken', {
      ClientId: pool.cognito.userPoolClientId,
      RefreshToken,
    });
    expect(decodeJwt(refreshed.body.AuthenticationResult.AccessToken)).toMatchObject({
      handle: 'grace.h',
      display_name: 'Grace H.',
    });
  });

  test('refuses a sign-up with the words of the trigger, and keeps no account of it', async () => {
    const pool = await serve();
    await signUp(pool, 'hedy', { preferred_username: 'hedy' });
    await confirm(pool, 'hedy');
    const { username, password, attributes } = newUser('other');
    for (const [preferred_username, message] of [
      ['hedy', 'PreSignUp failed with error The handle hedy is taken.'],
      ['', 'PreSignUp failed with error Choose a handle (attribute preferred_username).'],
    ] as const) {
      const answer = await pool.call(
        'SignUp',
        signUpInput(pool, username, password, { ...attributes, preferred_username }),
      );
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({ __type: 'UserLambdaValidationException', message });
    }
    expect(pool.cognito.users().map((user) => user.username)).toEqual(['hedy']);
  });

  test('lets fifty confirm one handle at once: all are confirmed, one has it', async () => {
    const pool = await serve();
    const names = Array.from({ length: 50 }, (_, index) => `racer${index}`);
    for (const name of names) await signUp(pool, name, { preferred_username: 'wanted' });
    await Promise.all(names.map((name) => confirm(pool, name)));

    const handles = await Promise.all(
      names.map(async (name) => decodeJwt((await signIn(pool, name)).AccessToken).handle),
    );
    expect(handles.filter((handle) => handle === 'wanted')).toHaveLength(1);
    expect(new Set(handles).size).toBe(50);
    const winner = pool.cognito
      .users()
      .find(({ username }) => username === names[handles.indexOf('wanted')]);
    expect(await triggers.get(handleKey('wanted'))).toMatchObject({ uuid: winner?.sub });
  });

  test('seeds a confirmed account with its profile, and the same one when asked again', async () => {
    const pool = await serve();
    const first = await pool.cognito.seedUser(newUser('seeded'));
    const again = await pool.cognito.seedUser(newUser('seeded'));
    expect(again).toEqual(first);
    expect(await triggers.get(profileKey(first.sub))).toMatchObject({ handle: 'seeded' });
    expect(await signIn(pool, 'seeded')).toHaveProperty('AccessToken');
  });

  test('passes on the error of the trigger when the profile cannot be written; the account is confirmed', async () => {
    const pool = await servePool({
      triggers: {
        postConfirmation: () => Promise.reject(new Error('The table is away')),
      },
    });
    await signUp(pool, 'ida', {});
    const answer = await pool.call('ConfirmSignUp', {
      ClientId: pool.cognito.userPoolClientId,
      Username: 'ida',
      ConfirmationCode: pool.codeOf('ida'),
    });
    expect(answer.body).toEqual({
      __type: 'UserLambdaValidationException',
      message: 'PostConfirmation failed with error The table is away.',
    });
    expect(pool.cognito.users()).toMatchObject([{ username: 'ida', status: 'CONFIRMED' }]);
    expect(await signIn(pool, 'ida')).toHaveProperty('AccessToken');
  });

  test('ignores identity claims from a trigger', async () => {
    const pool = await servePool({
      triggers: {
        preTokenGeneration: (event) =>
          Promise.resolve({
            ...event,
            response: {
              claimsAndScopeOverrideDetails: {
                accessTokenGeneration: {
                  claimsToAddOrOverride: {
                    sub: 'other',
                    iss: 'evil',
                    token_use: 'id',
                    username: 'other',
                    client_id: 'other',
                    'cognito:groups': ['owners'],
                    tier: 'gold',
                  },
                  claimsToSuppress: ['exp', 'sub', 'username', 'client_id'],
                  scopesToAdd: ['more'],
                },
                groupOverrideDetails: { groupsToOverride: ['admins'] },
              },
            },
          }),
      },
    });
    const { sub } = await pool.cognito.seedUser(newUser('joan'));
    const claims = decodeJwt((await signIn(pool, 'joan')).AccessToken);
    expect(claims).toMatchObject({
      sub,
      iss: pool.cognito.issuer,
      token_use: 'access',
      username: 'joan',
      client_id: pool.cognito.userPoolClientId,
      tier: 'gold',
      scope: 'aws.cognito.signin.user.admin more',
      'cognito:groups': ['admins'],
    });
    expect(claims.exp).toBe((claims.iat ?? 0) + 3600);
  });

  test('calls a trigger that does not answer three times, and then gives up', async () => {
    let asked = 0;
    const preSignUp = () => {
      asked += 1;
      return new Promise<never>(() => {});
    };
    const pool = await servePool({ triggers: { preSignUp }, triggerTimeout: 1 });
    const { username, password, attributes } = newUser('lee');
    const answer = await pool.call('SignUp', signUpInput(pool, username, password, attributes));
    expect(answer.body).toEqual({
      __type: 'UnexpectedLambdaException',
      message: 'PreSignUp invocation timed out',
    });
    expect(asked).toBe(3);
  });

  test('answers with an error when a trigger gives no event back', async () => {
    const pool = await servePool({ triggers: { preSignUp: () => Promise.resolve('yes') } });
    const { username, password, attributes } = newUser('kay');
    const answer = await pool.call('SignUp', signUpInput(pool, username, password, attributes));
    expect(answer.body).toEqual({
      __type: 'InvalidLambdaResponseException',
      message: 'Unrecognizable lambda output',
    });
  });
});

const signUpInput = (
  pool: ServedPool,
  username: string,
  password: string,
  attributes: Record<string, string>,
) => ({
  ClientId: pool.cognito.userPoolClientId,
  Username: username,
  Password: password,
  UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
});

async function signUp(pool: ServedPool, name: string, attributes: Record<string, string>) {
  const { username, password, attributes: usual } = newUser(name);
  const input = signUpInput(pool, username, password, { ...usual, ...attributes });
  const { status, body } = await pool.call('SignUp', input);
  expect({ status, body }).toMatchObject({ status: 200, body: { UserConfirmed: false } });
  return String(body.UserSub);
}

async function confirm(pool: ServedPool, username: string) {
  const { status, body } = await pool.call('ConfirmSignUp', {
    ClientId: pool.cognito.userPoolClientId,
    Username: username,
    ConfirmationCode: pool.codeOf(username),
  });
  expect({ status, body }).toEqual({ status: 200, body: {} });
}

async function signIn(pool: ServedPool, username: string) {
  const { body } = await pool.call('InitiateAuth', {
    ClientId: pool.cognito.userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: username, PASSWORD },
  });
  return body.AuthenticationResult as Record<'AccessToken' | 'IdToken' | 'RefreshToken', string>;
}
