import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useMe, useMessaging } from '../../messaging';
import { useSession } from '../../SessionProvider';
import { Avatar } from '../parts/Avatar';
import { Icon } from '../parts/Icon';
import { ThemeToggle } from './ThemeToggle';
import { useIsModerator } from './useIsModerator';

/** Who is signed in, the theme, and the way out. */
export function TopBar(): ReactNode {
  const session = useSession();
  const { outbox } = useMessaging();
  const me = useMe();
  const isModerator = useIsModerator();
  const leave = (): void => {
    const waiting = outbox.state.current.entries.length;
    const sure =
      waiting === 0 ||
      window.confirm(
        waiting === 1
          ? 'One message has not been sent. Sign out and discard it?'
          : `${waiting} messages have not been sent. Sign out and discard them?`,
      );
    if (sure) void session.signOut();
  };
  return (
    <header className="top-bar">
      <Link href="/messages" className="brand">
        <img src="/icon.svg" alt="" width="28" height="28" />
        Direct messages
      </Link>
      {me && (
        <span className="me">
          <Avatar person={me} small />
          <span className="me-name">
            {me.displayName} <span className="handle">@{me.handle}</span>
          </span>
        </span>
      )}
      {isModerator && (
        <Link href="/moderation" className="icon-button" aria-label="Reports" title="Reports">
          <Icon name="shield" />
        </Link>
      )}
      <Link href="/settings" className="icon-button" aria-label="Settings" title="Settings">
        <Icon name="settings" />
      </Link>
      <ThemeToggle />
      <button
        type="button"
        className="icon-button"
        aria-label="Sign out"
        title="Sign out"
        onClick={leave}
      >
        <Icon name="signOut" />
      </button>
    </header>
  );
}
