import { CognitoError } from './errors.js';

/** Cognito's default policy (`PasswordPolicyType`): what the pool of `infra` has too. */
const MIN_LENGTH = 8;
const RULES: readonly (readonly [RegExp, string])[] = [
  [/[a-z]/, 'Password must have lowercase characters'],
  [/[A-Z]/, 'Password must have uppercase characters'],
  [/[0-9]/, 'Password must have numeric characters'],
  // "Password requirements", Amazon Cognito developer guide: these, and spaces inside.
  [/[$^*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/, 'Password must have symbol characters'],
];

/** @throws CognitoError `InvalidPasswordException` that names the first rule that is broken. */
export function checkPassword(password: string): void {
  if (password.length < MIN_LENGTH) refuse('Password not long enough');
  for (const [rule, message] of RULES) if (!rule.test(password)) refuse(message);
}

function refuse(reason: string): never {
  throw new CognitoError(
    'InvalidPasswordException',
    `Password did not conform with policy: ${reason}`,
  );
}
