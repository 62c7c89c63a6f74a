import { useState, type ReactNode } from 'react';
import type { SecondFactor } from '../../session';
import { useSession } from '../../SessionProvider';
import { AuthPage } from './AuthPage';
import { CodeField, digitsOf } from './CodeField';
import { TotpSetup } from './TotpSetup';
import { useAttempt } from './useAttempt';

const AGAIN =
  'All devices are signed out, for your password is a new one. Enter the next code that the app shows.';

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
  const [again, setAgain] = useState(false);
  const isSetup = step.kind === 'TOTP_SETUP' && !again;
  const confirm = (code: string): void =>
    attempt.run(async () => {
      const next = await session.confirmCode(digitsOf(code));
      setAgain(next.kind === 'TOTP_CODE');
    });
  return (
    <AuthPage
      title={isSetup ? 'Set up a second factor' : 'Enter your code'}
      submit={isSetup ? 'Turn on and sign in' : 'Sign in'}
      onSubmit={({ code = '' }) => confirm(code)}
      attempt={attempt}
      note={
        isSetup ? undefined : again ? AGAIN : 'Your authenticator app shows a code of six digits.'
      }
      links={
        <button type="button" className="link-button" onClick={onCancel}>
          Back to sign-in
        </button>
      }
    >
      {step.kind === 'TOTP_SETUP' && isSetup ? (
        <TotpSetup {...step.details} />
      ) : (
        <CodeField key={String(again)} />
      )}
    </AuthPage>
  );
}
