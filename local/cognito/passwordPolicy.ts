import { CognitoError } from './errors.js';

/** The policy of the deployed pool: Cognito's default (`PasswordPolicyType`), but four characters longer. */
const MIN_LENGTH = 12;
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
