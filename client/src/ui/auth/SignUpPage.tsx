import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { signUp } from 'aws-amplify/auth';
import { limits, passwordPolicy } from '../../generated/limits';
import { AuthPage, Field } from './AuthPage';
import { handleHint, handlePattern } from './handleRules';
import { passwordHint } from './passwordHint';
import { keepPendingSignUp } from './pendingSignUp';
import { useAttempt } from './useAttempt';

/** `/sign-in/new`: an account, a handle and a name. */
export default function SignUpPage(): ReactNode {
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  const create = (values: Record<string, string>): void =>
    attempt.run(async () => {
      const { password = '', name = '' } = values;
      const email = (values.email ?? '').trim();
      const handle = (values.handle ?? '').trim().replace(/^@/, '').toLowerCase();
      // A random user name. The person signs in by e-mail.
      const username = crypto.randomUUID();
      const { nextStep } = await signUp({
        username,
        password,
        options: { userAttributes: { email, name: name.trim(), preferred_username: handle } },
      });
      if (nextStep.signUpStep === 'DONE') {
        navigate('/sign-in');
        return;
      }
      keepPendingSignUp({ username, email });
      navigate('/sign-in/confirm');
    });
  return (
    <AuthPage
      title="Create an account"
      submit="Create account"
      onSubmit={create}
      busy={attempt.busy}
      problem={attempt.problem}
      footer={
        <p className="auth-links">
          <Link href="/sign-in">I have an account</Link>
        </p>
      }
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
      <Field
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        minLength={passwordPolicy.minLength}
        hint={passwordHint}
      />
    </AuthPage>
  );
}
