import { CognitoError } from './errors.js';
import type { PasswordPolicy } from './settings.js';

/** "Password requirements", Amazon Cognito developer guide: these, and spaces inside. */
const SYMBOL = /[$^*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/**
 * Checks a new password against the pool's policy. The texts are Cognito's.
 *
 * @throws CognitoError `InvalidPasswordException` for the first broken rule.
 */
export function checkPassword(password: string, policy: PasswordPolicy): void {
  const broken = [
    [password.length < policy.minLength, 'Password not long enough'],
    [policy.requireLowercase && !/[a-z]/.test(password), 'Password must have lowercase characters'],
    [policy.requireUppercase && !/[A-Z]/.test(password), 'Password must have uppercase characters'],
    [policy.requireDigits && !/[0-9]/.test(password), 'Password must have numeric characters'],
    [policy.requireSymbols && !SYMBOL.test(password), 'Password must have symbol characters'],
  ] as const;
  const [, reason] = broken.find(([isBroken]) => isBroken) ?? [];
  if (reason === undefined) return;
  throw new CognitoError(
    'InvalidPasswordException',
    `Password did not conform with policy: ${reason}`,
  );
}
