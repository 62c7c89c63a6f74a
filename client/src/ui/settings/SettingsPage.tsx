import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { limits } from '../../generated/limits';
import { useDocumentTitle } from '../shell/useDocumentTitle';
import { Blocked } from './Blocked';
import { DataExport } from './DataExport';
import { Email } from './Email';
import { NotificationSetting } from './NotificationSetting';
import { Password } from './Password';
import { Privacy } from './Privacy';
import { Profile } from './Profile';
import './settings.css';
import { SignOutEverywhere } from './SignOutEverywhere';

/** `/settings`: the user's names, who can reach and see them, how they sign in, and their account. */
export default function SettingsPage(): ReactNode {
  useDocumentTitle('Settings · Direct messages');
  return (
    <main className="settings">
      <p>
        <Link href="/messages">Back to your messages</Link>
      </p>
      <h1>Settings</h1>
      <Profile />
      <Privacy>
        <Blocked />
      </Privacy>
      <Security />
      <NotificationSetting />
      <DataAndAccount />
    </main>
  );
}

const Security = (): ReactNode => (
  <section aria-labelledby="security">
    <h2 id="security">Security</h2>
    <p>
      <Link href="/security">Second factor</Link>
    </p>
    <p className="hint">With one, signing in asks for a code from an app on your phone, too.</p>
    <Email />
    <Password />
    <SignOutEverywhere />
  </section>
);

const DataAndAccount = (): ReactNode => (
  <section aria-labelledby="data-and-account">
    <h2 id="data-and-account">Data and account</h2>
    <ul>
      <li>
        <Link href="/messages/archive">Archived conversations</Link>
      </li>
      <li>
        <Link href="/reports">Your reports</Link>
      </li>
    </ul>
    <DataExport />
    <p>
      <Link href="/settings/delete-account">Delete my account</Link>
    </p>
    <p className="hint">
      The next page says what goes and what stays, and asks you once more. You need to have signed
      in within the last {limits.account.freshSignInMinutes} minutes.
    </p>
  </section>
);
