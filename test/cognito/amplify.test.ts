import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword,
  confirmSignUp,
  deleteUser,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
  updatePassword,
} from 'aws-amplify/auth';
import { afterEach, describe, expect, test } from 'vitest';
import { defaultSettings } from '../../local/cognito/settings.js';
import { userPool } from '../../resolvers/userPool.js';
import { newUser, PASSWORD, type PoolOptions, servePool, type ServedPool } from './servePool.js';

describe('an unmodified aws-amplify client', () => {
  afterEach(() => signOut());

  test('signs up, confirms by the code of the log and signs in by SRP', async () => {
    const pool = await configured();
    const { username, password, attributes } = newUser('ada');

    const signedUp = await signUp({ username, password, options: { userAttributes: attributes } });
    expect(signedUp.nextStep).toMatchObject({
      signUpStep: 'CONFIRM_SIGN_UP',
      codeDeliveryDetails: { destination: 'a***@e***', deliveryMedium: 'EMAIL' },
    });
    expect(await signIn({ username, password })).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: 'CONFIRM_SIGN_UP' },
    });

    const confirmed = await confirmSignUp({ username, confirmationCode: pool.codeOf('ada') });
    expect(confirmed.isSignUpComplete).toBe(true);
    expect(await signIn({ username, password })).toEqual({
      isSignedIn: true,
      nextStep: { signInStep: 'DONE' },
    });

    expect(await getCurrentUser()).toMatchObject({ username: 'ada', userId: signedUp.userId });
    expect(await fetchUserAttributes()).toEqual({
      sub: signedUp.userId,
      email: 'ada@example.com',
      email_verified: 'true',
      name: 'ada',
      preferred_username: 'ada',
    });
  });

  test('gets tokens with the claims of Cognito', async () => {
    const pool = await signedIn('ada');
    const { tokens } = await fetchAuthSession();
    const sub = pool.cognito.users()[0]?.sub;
    const { userPoolId, userPoolClientId } = pool.cognito;
    const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;
    const { iat = 0, auth_time: authTime } = tokens?.accessToken.payload ?? {};

    expect(userPoolId).toMatch(/^us-east-1_[A-Za-z0-9]{9}$/);
    expect(userPoolClientId).toMatch(/^[a-z0-9]{26}$/);
    expect(authTime).toBe(iat);
    expect(tokens?.accessToken.payload).toEqual({
      sub,
      iss: issuer,
      client_id: userPoolClientId,
      origin_jti: expect.stringMatching(UUID),
      event_id: expect.stringMatching(UUID),
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      auth_time: iat,
      iat,
      exp: iat + 3600,
      jti: expect.stringMatching(UUID),
      username: 'ada',
    });
    const { payload: access } = tokens!.accessToken;
    expect(tokens?.idToken?.payload).toEqual({
      sub,
      iss: issuer,
      aud: userPoolClientId,
      origin_jti: access.origin_jti,
      event_id: access.event_id,
      token_use: 'id',
      auth_time: iat,
      iat,
      exp: iat + 3600,
      jti: expect.stringMatching(UUID),
      'cognito:username': 'ada',
      email: 'ada@example.com',
      email_verified: true,
      name: 'ada',
      preferred_username: 'ada',
    });
  });

  test('signs in by plain password and by verified e-mail address too', async () => {
    const pool = await configured();
    await pool.cognito.seedUser(newUser('ada'));

    await signIn({
      username: 'ada',
      password: PASSWORD,
      options: { authFlowType: 'USER_PASSWORD_AUTH' },
    });
    expect((await getCurrentUser()).username).toBe('ada');
    await signOut();

    await signIn({ username: 'Ada@Example.com', password: PASSWORD });
    expect((await getCurrentUser()).username).toBe('ada');
    await signOut();

    const { username, password, attributes } = newUser('eve');
    await signUp({ username, password, options: { userAttributes: attributes } });
    await expect(signIn({ username: 'eve@example.com', password })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  test('gets the same answer for a wrong password and an unknown user', async () => {
    const pool = await configured();
    await pool.cognito.seedUser(newUser('ada'));
    for (const username of ['ada', 'nobody', 'nobody@example.com']) {
      for (const authFlowType of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] as const) {
        await expect(
          signIn({ username, password: 'Wrong-horse-7', options: { authFlowType } }),
        ).rejects.toMatchObject({
          name: 'NotAuthorizedException',
          message: 'Incorrect username or password.',
        });
      }
    }
  });

  test('gets new tokens of the same session by a forced refresh', async () => {
    await signedIn('ada');
    const before = (await fetchAuthSession()).tokens!;
    const after = (await fetchAuthSession({ forceRefresh: true })).tokens!;
    for (const use of ['accessToken', 'idToken'] as const) {
      const [old, renewed] = [before[use]!.payload, after[use]!.payload];
      expect(renewed.jti).toMatch(UUID);
      expect(renewed.jti).not.toBe(old.jti);
      expect(renewed.origin_jti).toBe(old.origin_jti);
      expect(renewed.auth_time).toBe(old.auth_time);
    }
  });

  test('keeps the newest refresh token where they rotate, and goes on after the grace', async () => {
    let now = Date.now();
    const { tokens } = userPool;
    const settings = { ...defaultSettings, tokens };
    const pool = await configured({ settings, clock: () => now });
    await pool.cognito.seedUser(newUser('ada'));
    await signIn({ username: 'ada', password: PASSWORD });
    for (let times = 0; times < 3; times += 1) {
      now += 2 * tokens.refreshGraceSeconds * 1_000;
      const session = await fetchAuthSession({ forceRefresh: true });
      expect(session.tokens?.accessToken.payload.username).toBe('ada');
    }
  });

  test('resets a forgotten password by the code of the log', async () => {
    const pool = await configured();
    await pool.cognito.seedUser(newUser('ada'));

    const reset = await resetPassword({ username: 'ada' });
    expect(reset.nextStep.resetPasswordStep).toBe('CONFIRM_RESET_PASSWORD_WITH_CODE');
    const newPassword = 'Other-horse-8';
    await confirmResetPassword({
      username: 'ada',
      confirmationCode: pool.codeOf('ada'),
      newPassword,
    });

    await expect(signIn({ username: 'ada', password: PASSWORD })).rejects.toThrow(
      'Incorrect username or password.',
    );
    expect((await signIn({ username: 'ada', password: newPassword })).isSignedIn).toBe(true);
  });

  test('asks for the code again, and only the newest is good', async () => {
    const pool = await configured();
    const { username, password, attributes } = newUser('ada');
    await signUp({ username, password, options: { userAttributes: attributes } });
    const first = pool.codeOf('ada');
    let second = first;
    while (second === first) {
      await resendSignUpCode({ username });
      second = pool.codeOf('ada');
    }
    await expect(confirmSignUp({ username, confirmationCode: first })).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    expect((await confirmSignUp({ username, confirmationCode: second })).isSignUpComplete).toBe(
      true,
    );
  });

  test('changes the password of a signed-in user', async () => {
    await signedIn('ada');
    await updatePassword({ oldPassword: PASSWORD, newPassword: 'Other-horse-8' });
    await signOut();
    await expect(signIn({ username: 'ada', password: PASSWORD })).rejects.toThrow(
      'Incorrect username or password.',
    );
    expect((await signIn({ username: 'ada', password: 'Other-horse-8' })).isSignedIn).toBe(true);
    await expect(
      updatePassword({ oldPassword: PASSWORD, newPassword: 'Third-horse-9' }),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  test('signs out everywhere: no token of any session is good afterwards', async () => {
    const pool = await signedIn('ada');
    const here = (await fetchAuthSession()).tokens?.accessToken.toString();
    const elsewhere = await pool.call('InitiateAuth', {
      ClientId: pool.cognito.userPoolClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD },
    });
    const { AccessToken, RefreshToken } = elsewhere.body.AuthenticationResult ?? {};

    await signOut({ global: true });
    for (const token of [here, AccessToken]) {
      expect(await pool.call('GetUser', { AccessToken: token })).toMatchObject({
        status: 400,
        body: { __type: 'NotAuthorizedException', message: 'Access Token has been revoked' },
      });
    }
    expect(
      await pool.call('GetTokensFromRefreshToken', {
        ClientId: pool.cognito.userPoolClientId,
        RefreshToken,
      }),
    ).toMatchObject({
      status: 400,
      body: { __type: 'NotAuthorizedException', message: 'Refresh Token has been revoked' },
    });
  });

  test('signs out here: the session ends, others go on', async () => {
    const pool = await signedIn('ada');
    const here = (await fetchAuthSession()).tokens?.accessToken.toString();
    await signOut();
    await signIn({ username: 'ada', password: PASSWORD });
    const other = (await fetchAuthSession()).tokens?.accessToken.toString();

    expect((await pool.call('GetUser', { AccessToken: here })).status).toBe(400);
    expect((await pool.call('GetUser', { AccessToken: other })).status).toBe(200);
  });

  test('deletes an account, and its name is free again', async () => {
    const pool = await signedIn('ada');
    await deleteUser();
    expect(pool.cognito.users()).toEqual([]);
    await expect(signIn({ username: 'ada', password: PASSWORD })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    await pool.cognito.seedUser(newUser('ada'));
    expect((await signIn({ username: 'ada', password: PASSWORD })).isSignedIn).toBe(true);
  });
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

async function configured(options: PoolOptions = {}): Promise<ServedPool> {
  const pool = await servePool(options);
  const { userPoolId, userPoolClientId } = pool.cognito;
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: pool.endpoint } },
  });
  return pool;
}

async function signedIn(username: string): Promise<ServedPool> {
  const pool = await configured();
  await pool.cognito.seedUser(newUser(username));
  await signIn({ username, password: PASSWORD });
  return pool;
}
