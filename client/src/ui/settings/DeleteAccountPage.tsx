import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { signOut } from 'aws-amplify/auth';
import { endAllSessions } from '../../account/endAllSessions';
import { problemOfAccount } from '../../account/problems';
import { DeleteAccountDocument, type MessagesOfDeleted } from '../../generated/account';
import { limits } from '../../generated/limits';
import { MessagingError, useMe, useMessaging } from '../../messaging';
import { useSession } from '../../SessionProvider';
import { Field } from '../auth/AuthPage';
import { signInWithNote } from '../auth/signInNote';
import { useAttempt } from '../auth/useAttempt';
import { useDocumentTitle } from '../shell/useDocumentTitle';
import { Form } from './Form';
import './settings.css';

/** `/settings/delete-account`: what goes, what stays, and the deletion. */
export default function DeleteAccountPage(): ReactNode {
  useDocumentTitle('Delete your account · Direct messages');
  const me = useMe();
  const deletion = useDeletion(me?.handle);
  return (
    <main className="settings">
      <p>
        <Link href="/settings">Back to the settings</Link>
      </p>
      <h1>Delete your account</h1>
      <Consequences />
      {deletion.needsSignIn ? (
        <SignInAgain />
      ) : (
        me && (
          <Form
            submit="Delete my account for good"
            isDangerous
            attempt={deletion.attempt}
            onSubmit={deletion.submit}
          >
            <MessagesChoice />
            <Field
              name="confirmation"
              label={`To confirm, type your handle: ${me.handle}`}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          </Form>
        )
      )}
    </main>
  );
}

const Consequences = (): ReactNode => (
  <>
    <p>This cannot be undone, and it begins at once.</p>
    <h2>What goes</h2>
    <ul className="bullets">
      <li>Your sign-in, your names, your settings and your list of conversations.</li>
      <li>Everything of yours on this device, unsent messages and drafts too.</li>
    </ul>
    <h2>What stays</h2>
    <ul className="bullets">
      <li>
        Others keep their conversations with you. In the place of your name they see “Deleted
        account”.
      </li>
      <li>
        What you have reported, and what others have reported of you, stays with the moderators.
      </li>
      <li>No one else can have your handle for {limits.handle.heldDays} days.</li>
    </ul>
  </>
);

const MessagesChoice = (): ReactNode => (
  <fieldset className="choice">
    <legend>Your messages</legend>
    <label className="check">
      <input type="radio" name="messages" value="KEEP" defaultChecked />
      Others keep the texts, without your name
    </label>
    <label className="check">
      <input type="radio" name="messages" value="ERASE" />
      The texts go, as if you had unsent each message
    </label>
  </fieldset>
);

/** A session proves for some minutes only that the person is there. This device keeps what it has. */
function SignInAgain(): ReactNode {
  const again = async (): Promise<void> => {
    await signOut();
    window.location.assign(`${signInWithNote('again')}&next=/settings/delete-account`);
  };
  return (
    <div>
      <p id="again">
        Nothing is deleted yet. To show that it is you, you need to have signed in within the last{' '}
        {limits.account.freshSignInMinutes} minutes. You come back here then.
      </p>
      <p>
        <button
          type="button"
          className="button"
          // The form, which had the focus, is gone.
          autoFocus
          aria-describedby="again"
          onClick={() => void again()}
        >
          Sign in again
        </button>
      </p>
    </div>
  );
}

/** The form and what becomes of it. */
function useDeletion(handle: string | undefined) {
  const session = useSession();
  const { api } = useMessaging();
  const attempt = useAttempt(problemOfDeletion);
  const [needsSignIn, setNeedsSignIn] = useState(false);
  const submit = ({ confirmation = '', messages }: Record<string, string>): void =>
    attempt.run(async () => {
      if (plain(confirmation) !== handle) throw new WrongHandle();
      try {
        await api.request(DeleteAccountDocument, { messages: messages as MessagesOfDeleted });
      } catch (error) {
        if (!(error instanceof MessagingError) || error.type !== 'RecentSignInRequired')
          throw error;
        return setNeedsSignIn(true);
      }
      // The account is gone in any case; other devices learn of it at once.
      await endAllSessions(session.config).catch(() => undefined);
      await session.signOut(signInWithNote('deleted'));
    });
  return { attempt, needsSignIn, submit };
}

const plain = (handle: string): string => handle.trim().replace(/^@/, '').toLowerCase();

class WrongHandle extends Error {}

const problemOfDeletion = (error: unknown): string =>
  error instanceof WrongHandle
    ? 'That is not your handle. Nothing is deleted.'
    : problemOfAccount(error);
