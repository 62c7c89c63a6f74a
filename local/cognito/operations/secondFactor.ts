import { z } from 'zod';
import { CognitoError, invalidParameter, noSoftwareToken } from '../errors.js';
import type { Pool } from '../pool.js';
import { useTotpCode, userOfSession } from '../softwareToken.js';
import { makeTotpSecret } from '../totp.js';
import type { User } from '../types.js';
import { byUser, members, operation, userOperation } from './operation.js';

const caller = {
  AccessToken: members.accessToken.optional(),
  Session: members.session.optional(),
};

/** "Considerations and limitations" of TOTP, Amazon Cognito developer guide. */
function checkEnabled(pool: Pool): void {
  if (pool.settings.mfa !== 'off') return;
  throw new CognitoError(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA has not been enabled by the userPool',
  );
}

const noCaller = () => invalidParameter('AccessToken or Session is required');

/** Gives a new secret: to a signed-in user, or during a sign-in that asks for enrolment. */
export const AssociateSoftwareToken = operation(z.object(caller), async (pool, input) => {
  if (input.AccessToken !== undefined) {
    const user = await pool.tokens.userOf(input.AccessToken);
    checkEnabled(pool);
    const SecretCode = makeTotpSecret();
    user.softwareToken = { ...user.softwareToken, pendingSecret: SecretCode };
    await pool.store.save();
    return { SecretCode };
  }
  if (input.Session === undefined) throw noCaller();
  const session = pool.authSessions.get(input.Session, 'MFA_SETUP');
  userOfSession(pool, session);
  session.secret = makeTotpSecret();
  return { SecretCode: session.secret, Session: pool.authSessions.rename(input.Session, session) };
});

const mismatch = () =>
  new CognitoError(
    'EnableSoftwareTokenMFAException',
    'Code mismatch and fail enable Software Token MFA',
  );

function prove(pool: Pool, user: User, secret: string, code: string, name?: string): void {
  useTotpCode(pool, user, secret, code, mismatch);
  const { lastStep } = user.softwareToken ?? {};
  user.softwareToken = { secret, lastStep, ...(name === undefined ? {} : { name }) };
}

/** Proves a secret by a code. From then on it is the user's. */
export const VerifySoftwareToken = operation(
  z.object({
    ...caller,
    UserCode: members.totpCode,
    FriendlyDeviceName: z.string().max(131_072).optional(),
  }),
  async (pool, input) => {
    if (input.AccessToken !== undefined) {
      const user = await pool.tokens.userOf(input.AccessToken);
      checkEnabled(pool);
      const secret = user.softwareToken?.pendingSecret;
      if (secret === undefined) throw noSoftwareToken();
      prove(pool, user, secret, input.UserCode, input.FriendlyDeviceName);
      await pool.store.save();
      return { Status: 'SUCCESS' };
    }
    if (input.Session === undefined) throw noCaller();
    const session = pool.authSessions.get(input.Session, 'MFA_SETUP');
    const user = userOfSession(pool, session);
    if (session.secret === undefined) throw noSoftwareToken();
    try {
      prove(pool, user, session.secret, input.UserCode, input.FriendlyDeviceName);
    } catch (error) {
      pool.authSessions.failed(input.Session, session);
      throw error;
    }
    session.isVerified = true;
    await pool.store.save();
    return { Status: 'SUCCESS', Session: pool.authSessions.rename(input.Session, session) };
  },
);

const preference = z
  .object({ Enabled: z.boolean().default(false), PreferredMfa: z.boolean().default(false) })
  .optional();

/** Turns the second factor on or off. This pool has none by SMS or e-mail. */
export const SetUserMFAPreference = userOperation(
  byUser.extend({
    SoftwareTokenMfaSettings: preference,
    SMSMfaSettings: preference,
    EmailMfaSettings: preference,
  }),
  async (pool, user, input) => {
    for (const [kind, settings] of [
      ['SMS_MFA', input.SMSMfaSettings],
      ['EMAIL_OTP', input.EmailMfaSettings],
    ] as const) {
      if (settings?.Enabled || settings?.PreferredMfa) {
        throw invalidParameter(`User does not have delivery config set to turn on ${kind}`);
      }
    }
    const wanted = input.SoftwareTokenMfaSettings;
    if (!wanted) return {};
    const turnsOn = wanted.Enabled || wanted.PreferredMfa;
    if (turnsOn && user.softwareToken?.secret === undefined) {
      const state = user.softwareToken?.pendingSecret ? 'verified' : 'set up';
      throw invalidParameter(`User has not ${state} software token mfa`);
    }
    user.mfa = turnsOn ? { isPreferred: wanted.PreferredMfa } : undefined;
    await pool.store.save();
    return {};
  },
);
