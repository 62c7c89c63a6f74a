import type { ReactNode } from 'react';
import type { SecondFactor } from '../../session';
import { useSession } from '../../SessionProvider';
import { AuthPage } from './AuthPage';
import { CodeField, digitsOf } from './CodeField';
import { TotpSetup } from './TotpSetup';
import { useAttempt } from './useAttempt';

/** The part of a sign-in after the password: a code, and before the first one the enrolment. */
export function SecondFactorStep({
  step,
  onCancel,
}: {
  readonly step: SecondFactor;
  readonly onCancel: () => void;
}): ReactNode {
  const session = useSession();
  const attempt = useAttempt();
  const isSetup = step.kind === 'TOTP_SETUP';
  return (
    <AuthPage
      title={isSetup ? 'Set up a second factor' : 'Enter your code'}
      submit={isSetup ? 'Turn on and sign in' : 'Sign in'}
      onSubmit={({ code = '' }) => attempt.run(() => session.confirmCode(digitsOf(code)))}
      busy={attempt.busy}
      problem={attempt.problem}
      note={isSetup ? undefined : 'Your authenticator app shows a code of six digits.'}
      footer={
        <p className="auth-links">
          <button type="button" className="link-button" onClick={onCancel}>
            Back to sign-in
          </button>
        </p>
      }
    >
      {step.kind === 'TOTP_SETUP' ? <TotpSetup {...step.details} /> : <CodeField />}
    </AuthPage>
  );
}
