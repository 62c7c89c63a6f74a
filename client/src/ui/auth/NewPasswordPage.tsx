import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { confirmResetPassword, resetPassword } from 'aws-amplify/auth';
import { useSession } from '../../SessionProvider';
import { AuthPage, Field } from './AuthPage';
import { NewPasswordField } from './NewPasswordField';
import { useAttempt } from './useAttempt';
import { useMailNote } from './useMailNote';

/** `/sign-in/password`: a code by mail, then a new password. */
export default function NewPasswordPage(): ReactNode {
  const { email, setEmail, isSent, submit, attempt } = useReset();
  const note = useMailNote('If there is such an account, a code is on its way to its address.');
  return (
    <AuthPage
      title="New password"
      submit={isSent ? 'Set password' : 'Send me a code'}
      onSubmit={submit}
      attempt={attempt}
      note={isSent ? note : undefined}
      links={<Link href="/sign-in">Back to sign-in</Link>}
    >
      <Field
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        value={email}
        readOnly={isSent}
        onChange={(event) => setEmail(event.target.value)}
      />
      {isSent && (
        <>
          <Field
            name="code"
            label="Code"
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
          />
          <NewPasswordField name="password" label="New password" />
        </>
      )}
    </AuthPage>
  );
}

/** Handed on by the sign-in. */
const emailOfAddress = (): string => new URLSearchParams(window.location.search).get('email') ?? '';

/** The two steps: an address gets a code, and the code sets a password. */
function useReset() {
  const attempt = useAttempt();
  const session = useSession();
  const [, navigate] = useLocation();
  const [email, setEmail] = useState(emailOfAddress);
  const [isSent, setSent] = useState(false);
  const username = email.trim();
  const sendCode = async (): Promise<void> => {
    await resetPassword({ username });
    setSent(true);
  };
  const setPassword = async (confirmationCode: string, newPassword: string): Promise<void> => {
    await confirmResetPassword({ username, confirmationCode, newPassword });
    session.passwordWasReset();
    navigate('/sign-in');
  };
  const submit = ({ code = '', password = '' }: Record<string, string>): void =>
    attempt.run(() => (isSent ? setPassword(code.trim(), password) : sendCode()));
  return { email, setEmail, isSent, submit, attempt };
}
