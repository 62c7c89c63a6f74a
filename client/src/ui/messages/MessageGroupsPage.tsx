import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon } from '../parts/Icon';
import { useDeeperState } from '../shell/history';
import { usePaneTitle } from '../shell/usePaneTitle';

/** `/messages`: no conversation is open. */
export function MessageGroupsPage(): ReactNode {
  usePaneTitle('');
  const state = useDeeperState();
  return (
    <div className="empty">
      <Icon name="bubbles" />
      <p>Choose a conversation, or begin one.</p>
      <Link href="/messages/new" className="button" state={state}>
        New message
      </Link>
    </div>
  );
}
