import { useState, type ReactNode } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import { confirmSignUp, resendSignUpCode } from 'aws-amplify/auth';
import { AuthPage, Field } from './AuthPage';
import { forgetPendingSignUp, pendingSignUp, type PendingSignUp } from './pendingSignUp';
import { useAttempt } from './useAttempt';
import { useMailNote } from './useMailNote';

/** `/sign-in/confirm`: the code that proves the e-mail address. */
export default function ConfirmPage(): ReactNode {
  const [pending] = useState(pendingSignUp);
  // The account of another device, or none: signing up again makes one that this device can confirm.
  return pending ? <Confirm {...pending} /> : <Redirect to="/sign-in/new" replace />;
}

function Confirm({ username, email }: PendingSignUp): ReactNode {
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  const [resent, setResent] = useState(false);
  const note = useMailNote(`A code has been sent to ${email}.`);
  const confirm = (code: string): void =>
    attempt.run(async () => {
      await confirmSignUp({ username, confirmationCode: code.trim() });
      forgetPendingSignUp();
      navigate('/sign-in');
    });
  const resend = (): void =>
    attempt.run(async () => {
      await resendSignUpCode({ username });
      setResent(true);
    });
  return (
    <AuthPage
      title="Confirm your e-mail"
      submit="Confirm"
      onSubmit={({ code = '' }) => confirm(code)}
      attempt={attempt}
      note={note}
      links={
        <>
          <button
            type="button"
            className="link-button"
            onClick={resend}
            aria-disabled={attempt.busy}
          >
            {resent ? 'Sent. Send it once more' : 'Send the code again'}
          </button>
          <Link href="/sign-in/new">Use another address</Link>
          <Link href="/sign-in">Back to sign-in</Link>
        </>
      }
    >
      <Field name="code" label="Code" inputMode="numeric" autoComplete="one-time-code" />
    </AuthPage>
  );
}
