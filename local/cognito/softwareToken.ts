import { CognitoError, notAuthorized } from './errors.js';
import type { AuthSession } from './authSessions.js';
import type { Pool } from './pool.js';
import { totpStep } from './totp.js';
import type { User } from './types.js';

/**
 * Checks a code of a person's software token. A right code can be used once.
 *
 * @throws CognitoError `LimitExceededException`; `ExpiredCodeException` for a used code ("Your
 * software token has already been used once.", as clients report it); the error of `mismatch` for
 * any other
 */
export function useTotpCode(
  pool: Pool,
  user: User,
  secret: string,
  code: string,
  mismatch: () => CognitoError,
): void {
  const name = `SOFTWARE_TOKEN ${user.sub}`;
  pool.wrongTotpCodes.check(name);
  const step = totpStep(secret, code, pool.clock());
  if (step === undefined) {
    pool.wrongTotpCodes.count(name);
    throw mismatch();
  }
  if (step <= (user.softwareToken?.lastStep ?? -1)) {
    throw new CognitoError(
      'ExpiredCodeException',
      'Your software token has already been used once.',
    );
  }
  if (user.softwareToken) user.softwareToken.lastStep = step;
  else user.softwareToken = { lastStep: step };
}

/**
 * Returns the user of a session.
 *
 * @throws CognitoError when the account or its password has changed.
 */
export function userOfSession(pool: Pool, { sub, verifier }: AuthSession): User {
  const user = pool.store.user(sub);
  if (!user || user.password.verifier !== verifier) {
    throw notAuthorized('Invalid session for the user.');
  }
  return user;
}
