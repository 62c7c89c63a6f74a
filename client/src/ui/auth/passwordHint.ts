import { passwordPolicy } from '../../generated/limits';

const kinds = [
  passwordPolicy.requireUppercase && 'an upper-case letter',
  passwordPolicy.requireLowercase && 'a lower-case letter',
  passwordPolicy.requireDigits && 'a digit',
  passwordPolicy.requireSymbols && 'a symbol',
].filter((kind) => typeof kind === 'string');

/** The pool's password policy for people. */
export const passwordHint = `At least ${passwordPolicy.minLength} characters, among them ${kinds.join(', ')}.`;
