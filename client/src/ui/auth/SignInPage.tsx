import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useSession } from '../../SessionProvider';
import { AuthPage, Field } from './AuthPage';
import { DemoUsers } from './DemoUsers';
import { useAttempt } from './useAttempt';

/** `/sign-in` */
export function SignInPage(): ReactNode {
  const session = useSession();
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  const signIn = (username: string, password: string): void =>
    attempt.run(async () => {
      const next = await session.signIn(username, password);
      const query = `?username=${encodeURIComponent(username)}`;
      if (next === 'CONFIRM_SIGN_UP') navigate(`/sign-in/confirm${query}`);
      if (next === 'RESET_PASSWORD') navigate(`/sign-in/password${query}`);
    });
  return (
    <AuthPage
      title="Sign in"
      submit="Sign in"
      onSubmit={({ username = '', password = '' }) => signIn(username.trim(), password)}
      busy={attempt.busy}
      problem={attempt.problem}
      footer={
        <>
          <p className="auth-links">
            <Link href="/sign-in/new">Create an account</Link>
            <Link href="/sign-in/password">Forgotten password?</Link>
          </p>
          <DemoUsers onChoose={signIn} busy={attempt.busy} />
        </>
      }
    >
      <Field
        name="username"
        label="Handle or e-mail"
        autoComplete="username"
        autoCapitalize="none"
      />
      <Field name="password" label="Password" type="password" autoComplete="current-password" />
    </AuthPage>
  );
}
