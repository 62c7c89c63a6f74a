import type { AuthSession } from '../authSessions.js';
import { CognitoError, invalidParameter, noSoftwareToken, notAuthorized } from '../errors.js';
import type { Pool } from '../pool.js';
import { useTotpCode, userOfSession } from '../softwareToken.js';
import type { ClientMetadata, User } from '../types.js';
import { requireParameter } from './operation.js';

type Responses = Readonly<Record<string, string>> | undefined;

/** After a right password: tokens, or the challenge of the second factor. */
export async function finishSignIn(
  pool: Pool,
  user: User,
  clientMetadata: ClientMetadata,
): Promise<object> {
  const { mfa } = pool.settings;
  const challenged = (challenge: AuthSession['challenge'], parameters: object) => ({
    ChallengeName: challenge,
    Session: pool.authSessions.add({
      sub: user.sub,
      verifier: user.password.verifier,
      challenge,
    }),
    ChallengeParameters: { USER_ID_FOR_SRP: user.username, ...parameters },
  });
  if (mfa !== 'off' && user.mfa) {
    return challenged('SOFTWARE_TOKEN_MFA', { FRIENDLY_DEVICE_NAME: user.softwareToken?.name });
  }
  if (mfa === 'required') {
    return challenged('MFA_SETUP', { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' });
  }
  return tokensOf(pool, user, clientMetadata);
}

/** Takes a code of the software token. After a wrong one the session allows another try. */
export async function answerSoftwareToken(
  pool: Pool,
  name: string,
  responses: Responses,
  clientMetadata: ClientMetadata,
): Promise<object> {
  const username = requireParameter(responses, 'USERNAME');
  const code = requireParameter(responses, 'SOFTWARE_TOKEN_MFA_CODE');
  const session = pool.authSessions.get(name, 'SOFTWARE_TOKEN_MFA');
  const user = userNamed(pool, session, username);
  const secret = user.softwareToken?.secret;
  if (secret === undefined) throw noSoftwareToken();
  try {
    useTotpCode(pool, user, secret, code, mismatch);
  } catch (error) {
    pool.authSessions.failed(name, session);
    throw error;
  }
  pool.authSessions.use(name);
  return tokensOf(pool, user, clientMetadata);
}

/** Ends an enrolment that the sign-in asked for. */
export async function answerSetup(
  pool: Pool,
  name: string,
  responses: Responses,
  clientMetadata: ClientMetadata,
): Promise<object> {
  const username = requireParameter(responses, 'USERNAME');
  const session = pool.authSessions.get(name, 'MFA_SETUP');
  const user = userNamed(pool, session, username);
  if (!session.isVerified) throw invalidParameter('User has not verified software token mfa');
  pool.authSessions.use(name);
  user.mfa = { isPreferred: true };
  return tokensOf(pool, user, clientMetadata);
}

const mismatch = () => new CognitoError('CodeMismatchException', 'Invalid code received for user');

/** @throws CognitoError when the session belongs to another user than the response names. */
function userNamed(pool: Pool, session: AuthSession, username: string): User {
  const user = userOfSession(pool, session);
  if (pool.store.userByAlias(username) !== user)
    throw notAuthorized('Invalid session for the user.');
  return user;
}

async function tokensOf(pool: Pool, user: User, clientMetadata: ClientMetadata): Promise<object> {
  return {
    ChallengeParameters: {},
    AuthenticationResult: await pool.tokens.signIn(user, clientMetadata),
  };
}
