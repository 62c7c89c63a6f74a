import { Amplify } from 'aws-amplify';
import {
  confirmSignIn,
  fetchMFAPreference,
  getCurrentUser,
  setUpTOTP,
  signIn,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
} from 'aws-amplify/auth';
import { TOTP } from 'otpauth';
import { afterEach, describe, expect, test } from 'vitest';
import { defaultSettings, type MfaMode } from '../../local/cognito/settings.js';
import { newUser, PASSWORD, servePool, type ServedPool } from './servePool.js';

const STEP = 30_000;
const START = Date.UTC(2026, 2, 1, 12);

/** A pool whose clock the test moves, so that each code is a new one. */
async function servePoolWith(mfa: MfaMode) {
  const clock = { now: START };
  const pool = await servePool({ settings: { ...defaultSettings, mfa }, clock: () => clock.now });
  const { userPoolId, userPoolClientId } = pool.cognito;
  Amplify.configure({
    Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: pool.endpoint } },
  });
  await pool.cognito.seedUser(newUser('ada'));
  const code = (secret: string): string => new TOTP({ secret }).generate({ timestamp: clock.now });
  /** A code of the next step, which none before it has used up. */
  const nextCode = (secret: string): string => {
    clock.now += STEP;
    return code(secret);
  };
  return { pool, clock, nextCode };
}

const byPassword = (pool: ServedPool, Username = 'ada') =>
  pool.call('InitiateAuth', {
    ClientId: pool.cognito.userPoolClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: Username, PASSWORD },
  });

const respond = (
  pool: ServedPool,
  ChallengeName: string,
  Session: string,
  responses: Record<string, string> = {},
) =>
  pool.call('RespondToAuthChallenge', {
    ClientId: pool.cognito.userPoolClientId,
    ChallengeName,
    Session,
    ChallengeResponses: { USERNAME: 'ada', ...responses },
  });

const answerCode = (pool: ServedPool, session: string, code: string) =>
  respond(pool, 'SOFTWARE_TOKEN_MFA', session, { SOFTWARE_TOKEN_MFA_CODE: code });

/** A user with a second factor, and its secret. */
async function enrolled(setting: Awaited<ReturnType<typeof servePoolWith>>): Promise<string> {
  const { pool, nextCode } = setting;
  const { AccessToken } = (await byPassword(pool)).body.AuthenticationResult;
  const secret = (await pool.call('AssociateSoftwareToken', { AccessToken })).body.SecretCode;
  await pool.call('VerifySoftwareToken', { AccessToken, UserCode: nextCode(secret) });
  const set = await pool.call('SetUserMFAPreference', {
    AccessToken,
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  });
  expect(set.status).toBe(200);
  return secret;
}

/** A wrong code: of an unused secret. */
const WRONG = '000000';

describe('an unmodified aws-amplify client', () => {
  afterEach(() => signOut());

  test('turns a second factor on, signs in with it, and turns it off', async () => {
    const { nextCode } = await servePoolWith('optional');
    await signIn({ username: 'ada', password: PASSWORD });
    const { sharedSecret } = await setUpTOTP();
    await verifyTOTPSetup({ code: nextCode(sharedSecret) });
    await updateMFAPreference({ totp: 'PREFERRED' });
    expect(await fetchMFAPreference()).toEqual({ enabled: ['TOTP'], preferred: 'TOTP' });
    await signOut();

    expect((await signIn({ username: 'ada', password: PASSWORD })).nextStep.signInStep).toBe(
      'CONFIRM_SIGN_IN_WITH_TOTP_CODE',
    );
    await expect(confirmSignIn({ challengeResponse: WRONG })).rejects.toMatchObject({
      name: 'CodeMismatchException',
      message: 'Invalid code received for user',
    });
    const challengeResponse = nextCode(sharedSecret);
    expect((await confirmSignIn({ challengeResponse })).isSignedIn).toBe(true);
    expect((await getCurrentUser()).username).toBe('ada');

    await updateMFAPreference({ totp: 'DISABLED' });
    await signOut();
    expect((await signIn({ username: 'ada', password: PASSWORD })).isSignedIn).toBe(true);
  });

  test('is led through enrolment where the pool requires a second factor', async () => {
    const { nextCode } = await servePoolWith('required');
    const { nextStep } = await signIn({ username: 'ada', password: PASSWORD });
    if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') {
      throw new Error(`The sign-in asks for ${nextStep.signInStep}`);
    }
    const { sharedSecret } = nextStep.totpSetupDetails;
    expect(await confirmSignIn({ challengeResponse: nextCode(sharedSecret) })).toMatchObject({
      isSignedIn: true,
    });
    expect(await fetchMFAPreference()).toEqual({ enabled: ['TOTP'], preferred: 'TOTP' });
    await signOut();

    await signIn({ username: 'ada', password: PASSWORD });
    const challengeResponse = nextCode(sharedSecret);
    expect((await confirmSignIn({ challengeResponse })).isSignedIn).toBe(true);
  });
});

describe('a code of the software token', () => {
  test('is good once, in the enrolment and after it', async () => {
    const setting = await servePoolWith('optional');
    const { pool, clock, nextCode } = setting;
    const secret = await enrolled(setting);
    const used = new TOTP({ secret }).generate({ timestamp: clock.now });
    const { Session } = (await byPassword(pool)).body;
    const refusal = {
      __type: 'ExpiredCodeException',
      message: 'Your software token has already been used once.',
    };
    expect((await answerCode(pool, Session, used)).body).toEqual(refusal);
    const code = nextCode(secret);
    expect((await answerCode(pool, Session, code)).status).toBe(200);
    const again = (await byPassword(pool)).body.Session;
    expect((await answerCode(pool, again, code)).body).toEqual(refusal);
  });

  test.each([
    ['two steps ago', -2, false],
    ['one step ago', -1, true],
    ['now', 0, true],
    ['one step ahead', 1, true],
    ['two steps ahead', 2, false],
  ])('of %s is taken: %s', async (_when, steps, isTaken) => {
    const setting = await servePoolWith('optional');
    const { pool, clock } = setting;
    const secret = await enrolled(setting);
    clock.now += 10 * STEP;
    const { Session } = (await byPassword(pool)).body;
    const code = new TOTP({ secret }).generate({ timestamp: clock.now + steps * STEP });
    expect((await answerCode(pool, Session, code)).status).toBe(isTaken ? 200 : 400);
  });

  test('cannot be guessed: five wrong ones end the sign-in, ten lock for an hour', async () => {
    const setting = await servePoolWith('optional');
    const { pool, clock, nextCode } = setting;
    const secret = await enrolled(setting);
    for (let signIns = 0; signIns < 2; signIns += 1) {
      const { Session } = (await byPassword(pool)).body;
      for (let tries = 0; tries < 5; tries += 1) {
        expect((await answerCode(pool, Session, WRONG)).body.__type).toBe('CodeMismatchException');
      }
      expect((await answerCode(pool, Session, nextCode(secret))).body).toEqual({
        __type: 'NotAuthorizedException',
        message: 'Invalid session for the user.',
      });
    }
    const tryRight = async () => {
      const { Session } = (await byPassword(pool)).body;
      return answerCode(pool, Session, nextCode(secret));
    };
    expect((await tryRight()).body.__type).toBe('LimitExceededException');
    clock.now += 3_600_000;
    expect((await tryRight()).status).toBe(200);
  });

  test('is refused by name in the enrolment too', async () => {
    const { pool } = await servePoolWith('optional');
    const { AccessToken } = (await byPassword(pool)).body.AuthenticationResult;
    await pool.call('AssociateSoftwareToken', { AccessToken });
    expect((await pool.call('VerifySoftwareToken', { AccessToken, UserCode: WRONG })).body).toEqual(
      {
        __type: 'EnableSoftwareTokenMFAException',
        message: 'Code mismatch and fail enable Software Token MFA',
      },
    );
  });
});

describe('the session of a challenge', () => {
  test('is good for one sign-in', async () => {
    const setting = await servePoolWith('optional');
    const { pool, nextCode } = setting;
    const secret = await enrolled(setting);
    const { Session } = (await byPassword(pool)).body;
    expect((await answerCode(pool, Session, nextCode(secret))).status).toBe(200);
    expect((await answerCode(pool, Session, nextCode(secret))).body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Invalid session for the user, session can only be used once.',
    });
  });

  test('ends after the minutes of the client', async () => {
    const setting = await servePoolWith('optional');
    const { pool, clock } = setting;
    const secret = await enrolled(setting);
    const { Session } = (await byPassword(pool)).body;
    clock.now += defaultSettings.authSessionMinutes * 60_000;
    const code = new TOTP({ secret }).generate({ timestamp: clock.now });
    expect((await answerCode(pool, Session, code)).body).toEqual({
      __type: 'NotAuthorizedException',
      message: 'Invalid session for the user, session is expired.',
    });
  });

  test('ends when the password is changed', async () => {
    const setting = await servePoolWith('optional');
    const { pool, nextCode } = setting;
    const secret = await enrolled(setting);
    const { Session } = (await byPassword(pool)).body;
    const ClientId = pool.cognito.userPoolClientId;
    await pool.call('ForgotPassword', { ClientId, Username: 'ada' });
    await pool.call('ConfirmForgotPassword', {
      ClientId,
      Username: 'ada',
      ConfirmationCode: pool.codeOf('ada'),
      Password: `${PASSWORD}-new`,
    });
    expect((await answerCode(pool, Session, nextCode(secret))).body.message).toBe(
      'Invalid session for the user.',
    );
  });

  test('of one person signs in no other person', async () => {
    const setting = await servePoolWith('optional');
    const { pool, nextCode } = setting;
    const secret = await enrolled(setting);
    await pool.cognito.seedUser(newUser('bob'));
    const { Session } = (await byPassword(pool)).body;
    const answer = await respond(pool, 'SOFTWARE_TOKEN_MFA', Session, {
      USERNAME: 'bob',
      SOFTWARE_TOKEN_MFA_CODE: nextCode(secret),
    });
    expect(answer.body.__type).toBe('NotAuthorizedException');
  });

  test('gives no tokens before a code has proved the new secret', async () => {
    const { pool } = await servePoolWith('required');
    const { Session } = (await byPassword(pool)).body;
    const associated = (await pool.call('AssociateSoftwareToken', { Session })).body;
    for (const session of [associated.Session, Session]) {
      expect((await respond(pool, 'MFA_SETUP', session)).status).toBe(400);
    }
    expect((await answerCode(pool, associated.Session, WRONG)).body.__type).toBe(
      'NotAuthorizedException',
    );
  });
});

describe('a second factor', () => {
  test('that is not verified cannot be turned on', async () => {
    const { pool } = await servePoolWith('optional');
    const { AccessToken } = (await byPassword(pool)).body.AuthenticationResult;
    const turnOn = () =>
      pool.call('SetUserMFAPreference', {
        AccessToken,
        SoftwareTokenMfaSettings: { Enabled: true },
      });
    expect((await turnOn()).body.message).toBe('User has not set up software token mfa');
    await pool.call('AssociateSoftwareToken', { AccessToken });
    expect((await turnOn()).body.message).toBe('User has not verified software token mfa');
  });

  test('stays the old one until a new secret is verified', async () => {
    const setting = await servePoolWith('optional');
    const { pool, nextCode } = setting;
    const old = await enrolled(setting);
    const signInBy = async (secret: string) =>
      answerCode(pool, (await byPassword(pool)).body.Session, nextCode(secret));
    const { AccessToken } = (await signInBy(old)).body.AuthenticationResult;
    const { SecretCode } = (await pool.call('AssociateSoftwareToken', { AccessToken })).body;
    expect((await signInBy(old)).status).toBe(200);
    const UserCode = nextCode(SecretCode);
    expect((await pool.call('VerifySoftwareToken', { AccessToken, UserCode })).status).toBe(200);
    expect((await signInBy(old)).body.__type).toBe('CodeMismatchException');
    expect((await signInBy(SecretCode)).status).toBe(200);
  });

  test('is not offered by a pool without one', async () => {
    const { pool } = await servePoolWith('off');
    const { AccessToken } = (await byPassword(pool)).body.AuthenticationResult;
    expect((await pool.call('AssociateSoftwareToken', { AccessToken })).body).toEqual({
      __type: 'SoftwareTokenMFANotFoundException',
      message: 'Software Token MFA has not been enabled by the userPool',
    });
  });

  test('by text message does not exist', async () => {
    const { pool } = await servePoolWith('optional');
    const { AccessToken } = (await byPassword(pool)).body.AuthenticationResult;
    const answer = await pool.call('SetUserMFAPreference', {
      AccessToken,
      SMSMfaSettings: { Enabled: true },
    });
    expect(answer.body).toEqual({
      __type: 'InvalidParameterException',
      message: 'User does not have delivery config set to turn on SMS_MFA',
    });
  });
});
