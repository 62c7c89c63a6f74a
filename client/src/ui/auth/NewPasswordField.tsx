import type { ReactNode } from 'react';
import { passwordPolicy } from '../../generated/limits';
import { Field } from './AuthPage';

const { minLength } = passwordPolicy;

const kinds = [
  passwordPolicy.requireUppercase && 'an upper-case letter',
  passwordPolicy.requireLowercase && 'a lower-case letter',
  passwordPolicy.requireDigits && 'a digit',
  passwordPolicy.requireSymbols && 'a symbol',
].filter((kind) => typeof kind === 'string');

/** A password that is chosen now, with the pool's policy in words. */
export const NewPasswordField = ({
  name,
  label,
}: {
  readonly name: string;
  readonly label: string;
}): ReactNode => (
  <Field
    name={name}
    label={label}
    type="password"
    autoComplete="new-password"
    minLength={minLength}
    hint={`At least ${minLength} characters, among them ${kinds.join(', ')}.`}
  />
);
