import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { signUp } from 'aws-amplify/auth';
import { AuthPage, Field } from './AuthPage';
import { useAttempt } from './useAttempt';

/** `/sign-in/new`: an account, a handle and a name. */
export function SignUpPage(): ReactNode {
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  const create = (values: Record<string, string>): void =>
    attempt.run(async () => {
      const { email = '', password = '', name = '' } = values;
      const handle = (values.handle ?? '').trim().replace(/^@/, '').toLowerCase();
      const { nextStep } = await signUp({
        // Where one can sign in by e-mail, Cognito takes no address for a user name.
        username: handle,
        password,
        options: {
          userAttributes: { email: email.trim(), name: name.trim(), preferred_username: handle },
        },
      });
      const query = `?username=${encodeURIComponent(handle)}`;
      navigate(nextStep.signUpStep === 'DONE' ? '/sign-in' : `/sign-in/confirm${query}`);
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
      <Field name="name" label="Display name" autoComplete="name" maxLength={100} />
      <Field
        name="handle"
        label="Handle"
        hint="2 to 30 letters a-z, digits, underscores and dots. Others find you by it."
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        pattern="@?[A-Za-z0-9_.]{2,30}"
      />
      <Field
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        minLength={8}
        hint="At least 8 characters: upper and lower case, a digit and a sign."
      />
    </AuthPage>
  );
}
