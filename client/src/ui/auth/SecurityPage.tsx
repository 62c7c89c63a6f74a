import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { TotpSetupDetails } from '../../session';
import { useSession } from '../../SessionProvider';
import { Loading } from '../shell/States';
import { AuthPage } from './AuthPage';
import { digitsOf } from './CodeField';
import { TotpSetup } from './TotpSetup';
import { inWords, useAttempt } from './useAttempt';

type View =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreadable'; readonly problem: string }
  | { readonly kind: 'on' | 'off' }
  | { readonly kind: 'setup'; readonly details: TotpSetupDetails };

/** `/security`: the second factor of the person who is signed in, on or off. */
export default function SecurityPage(): ReactNode {
  const session = useSession();
  const attempt = useAttempt();
  const [view, setView] = useState<View>({ kind: 'loading' });
  useEffect(() => {
    session.hasSecondFactor().then(
      (isOn) => setView({ kind: isOn ? 'on' : 'off' }),
      (error: unknown) => setView({ kind: 'unreadable', problem: inWords(error) }),
    );
  }, [session]);
  if (view.kind === 'loading') return <Loading />;

  const submit = ({ code = '' }: Record<string, string>): void =>
    attempt.run(async () => {
      if (view.kind === 'off') {
        setView({ kind: 'setup', details: await session.beginSecondFactor() });
      } else if (view.kind === 'setup') {
        await session.turnOnSecondFactor(digitsOf(code));
        setView({ kind: 'on' });
      } else {
        await session.turnOffSecondFactor();
        setView({ kind: 'off' });
      }
    });
  return (
    <AuthPage
      title="Second factor"
      submit={labels[view.kind]}
      onSubmit={submit}
      attempt={view.kind === 'unreadable' ? { busy: attempt.busy, problem: view.problem } : attempt}
      note={notes[view.kind]}
      links={
        <>
          <Link href="/settings">Settings</Link>
          <Link href="/messages">Back to your messages</Link>
        </>
      }
    >
      {view.kind === 'setup' && <TotpSetup {...view.details} />}
    </AuthPage>
  );
}

const labels = { on: 'Turn off', off: 'Set up', setup: 'Turn on', unreadable: 'Turn off' };

const notes = {
  on: 'On: signing in asks for a code from your authenticator app.',
  off: 'Off: your password alone signs in. With a second factor, a code from an app on your phone is asked for too.',
  setup: undefined,
  unreadable: undefined,
};
