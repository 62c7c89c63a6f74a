import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { NextStep } from '../../session';
import { useSession } from '../../SessionProvider';
import { AuthPage, Field } from './AuthPage';
import { DemoUsers } from './DemoUsers';
import { SecondFactorStep } from './SecondFactorStep';
import { useAttempt } from './useAttempt';

/** `/sign-in` */
export function SignInPage(): ReactNode {
  const session = useSession();
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  const [step, setStep] = useState<NextStep>();
  const signIn = (username: string, password: string): void =>
    attempt.run(async () => {
      const next = await session.signIn(username, password);
      const query = `?username=${encodeURIComponent(username)}`;
      if (next.kind === 'CONFIRM_SIGN_UP') navigate(`/sign-in/confirm${query}`);
      if (next.kind === 'RESET_PASSWORD') navigate(`/sign-in/password${query}`);
      setStep(next);
    });
  if (step?.kind === 'TOTP_CODE' || step?.kind === 'TOTP_SETUP') {
    return <SecondFactorStep step={step} onCancel={() => setStep(undefined)} />;
  }
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
