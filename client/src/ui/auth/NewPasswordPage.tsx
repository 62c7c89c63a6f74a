import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { confirmResetPassword, resetPassword } from 'aws-amplify/auth';
import { passwordPolicy } from '../../generated/limits';
import { useSession } from '../../SessionProvider';
import { AuthPage, Field } from './AuthPage';
import { emailFromUrl } from './emailFromUrl';
import { passwordHint } from './passwordHint';
import { useAttempt } from './useAttempt';

/** `/sign-in/password`: a code by mail, then a new password. */
export default function NewPasswordPage(): ReactNode {
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  const [email, setEmail] = useState(emailFromUrl);
  const [sent, setSent] = useState(false);
  const session = useSession();
  const { demoUsers } = session.config;
  const submit = ({ code = '', password = '' }: Record<string, string>): void =>
    attempt.run(async () => {
      if (!sent) {
        await resetPassword({ username: email.trim() });
        setSent(true);
        return;
      }
      await confirmResetPassword({
        username: email.trim(),
        confirmationCode: code.trim(),
        newPassword: password,
      });
      session.passwordWasReset();
      navigate('/sign-in');
    });
  const sentNote =
    demoUsers.length > 0
      ? 'This development host sends no mail: the code is in its log.'
      : 'If there is such an account, a code is on its way to its address.';
  return (
    <AuthPage
      title="New password"
      submit={sent ? 'Set password' : 'Send me a code'}
      onSubmit={submit}
      busy={attempt.busy}
      problem={attempt.problem}
      note={sent ? sentNote : undefined}
      footer={
        <p className="auth-links">
          <Link href="/sign-in">Back to sign-in</Link>
        </p>
      }
    >
      <Field
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        value={email}
        readOnly={sent}
        onChange={(event) => setEmail(event.target.value)}
      />
      {sent && (
        <>
          <Field
            name="code"
            label="Code"
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
          />
          <Field
            name="password"
            label="New password"
            type="password"
            autoComplete="new-password"
            minLength={passwordPolicy.minLength}
            hint={passwordHint}
          />
        </>
      )}
    </AuthPage>
  );
}
