import type { ReactNode } from 'react';
import { endAllSessions } from '../../account/endAllSessions';
import { useMessaging } from '../../messaging';
import { useSession } from '../../SessionProvider';
import { signInWithNote } from '../auth/signInNote';
import { useAttempt } from '../auth/useAttempt';

/** Ends the sessions of all devices, this one among them. Asks first. */
export function SignOutEverywhere(): ReactNode {
  const session = useSession();
  const { outbox } = useMessaging();
  const attempt = useAttempt(() => 'That did not work: nothing is signed out. Try again.');
  const leave = (): void => {
    const waiting = outbox.state.current.entries.length;
    const question = [
      'Sign out on all devices, this one too?',
      waiting > 0 && `Messages that have not been sent are discarded: ${waiting}.`,
    ];
    if (!window.confirm(question.filter(Boolean).join(' '))) return;
    attempt.run(async () => {
      await endAllSessions(session.config);
      await session.signOut(signInWithNote('everywhere'));
    });
  };
  return (
    <div role="group" aria-labelledby="everywhere">
      <h3 id="everywhere">All devices</h3>
      <p className="hint">
        Signs you out on every device and in every browser. Do this when a device is lost, or when
        another person was signed in as you.
      </p>
      <p className="problem" role="alert">
        {attempt.problem}
      </p>
      <button type="button" className="button" aria-disabled={attempt.busy} onClick={leave}>
        Sign out everywhere
      </button>
    </div>
  );
}
