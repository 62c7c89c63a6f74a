import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { signUp } from 'aws-amplify/auth';
import { limits } from '../../generated/limits';
import { AuthPage, Field } from './AuthPage';
import { handleHint, handlePattern } from './handleRules';
import { NewPasswordField } from './NewPasswordField';
import { keepPendingSignUp } from './pendingSignUp';
import { useAttempt } from './useAttempt';

/** `/sign-in/new`: an account, a handle and a name. */
export default function SignUpPage(): ReactNode {
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  return (
    <AuthPage
      title="Create an account"
      submit="Create account"
      onSubmit={(values) => attempt.run(async () => navigate(await createAccount(values)))}
      attempt={attempt}
      links={<Link href="/sign-in">I have an account</Link>}
    >
      <Field name="email" label="E-mail" type="email" autoComplete="email" />
      <Field
        name="name"
        label="Display name"
        autoComplete="name"
        maxLength={2 * limits.displayName.maxCodePoints}
      />
      <Field
        name="handle"
        label="Handle"
        hint={handleHint}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        pattern={handlePattern}
      />
      <NewPasswordField name="password" label="Password" />
    </AuthPage>
  );
}

/**
 * Signs up with what is in the fields.
 * @returns the address of the next step
 */
async function createAccount(values: Record<string, string>): Promise<string> {
  const { email = '', name = '', handle = '', password = '' } = values;
  const userAttributes = {
    email: email.trim(),
    name: name.trim(),
    preferred_username: handle.trim().replace(/^@/, '').toLowerCase(),
  };
  // A random user name. The person signs in by e-mail.
  const username = crypto.randomUUID();
  const { nextStep } = await signUp({ username, password, options: { userAttributes } });
  if (nextStep.signUpStep === 'DONE') return '/sign-in';
  keepPendingSignUp({ username, email: userAttributes.email });
  return '/sign-in/confirm';
}
