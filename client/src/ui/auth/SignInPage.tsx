import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { NextStep, Session } from '../../session';
import { useSession } from '../../SessionProvider';
import { AuthPage, Field } from './AuthPage';
import { DemoUsers } from './DemoUsers';
import { pendingSignUp } from './pendingSignUp';
import { signInNote } from './signInNote';
import { SecondFactorStep } from './SecondFactorStep';
import { useAttempt } from './useAttempt';

/** `/sign-in` */
export function SignInPage(): ReactNode {
  const session = useSession();
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  const [step, setStep] = useState<NextStep>();
  const signIn = (email: string, password: string): void =>
    attempt.run(async () => {
      const next = await signInByEmail(session, email, password);
      if (next.kind === 'CONFIRM_SIGN_UP') navigate('/sign-in/confirm');
      if (next.kind === 'RESET_PASSWORD') {
        navigate(`/sign-in/password?email=${encodeURIComponent(email)}`);
      }
      setStep(next);
    });
  if (step?.kind === 'TOTP_CODE' || step?.kind === 'TOTP_SETUP') {
    return <SecondFactorStep step={step} onCancel={() => setStep(undefined)} />;
  }
  return (
    <AuthPage
      title="Sign in"
      submit="Sign in"
      onSubmit={({ email = '', password = '' }) => signIn(email.trim(), password)}
      attempt={attempt}
      note={signInNote()}
      links={
        <>
          <Link href="/sign-in/new">Create an account</Link>
          <Link href="/sign-in/password">Forgotten password?</Link>
        </>
      }
      footer={<DemoUsers onChoose={signIn} busy={attempt.busy} />}
    >
      <Field name="email" label="E-mail" type="email" autoComplete="username" />
      <Field name="password" label="Password" type="password" autoComplete="current-password" />
    </AuthPage>
  );
}

/**
 * An address that is not verified yet signs in as a wrong password does. Where this device has begun
 * the account, its user name says that the code is missing.
 */
async function signInByEmail(session: Session, email: string, password: string): Promise<NextStep> {
  try {
    return await session.signIn(email, password);
  } catch (error) {
    const pending = pendingSignUp();
    const isRefused = error instanceof Error && error.name === 'NotAuthorizedException';
    if (!isRefused || pending?.email.toLowerCase() !== email.toLowerCase()) throw error;
    return session.signIn(pending.username, password);
  }
}
