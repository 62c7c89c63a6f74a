import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useInbox } from '../../messaging';
import { Icon } from '../parts/Icon';
import { useDocumentTitle } from '../shell/useDocumentTitle';

/** `/messages`: no conversation is open. */
export function MessageGroupsPage(): ReactNode {
  const { unreadTotal } = useInbox();
  useDocumentTitle(unreadTotal > 0 ? `(${unreadTotal}) Messages` : 'Messages');
  return (
    <div className="empty">
      <Icon name="bubbles" />
      <p>Choose a conversation, or begin one.</p>
      <Link href="/messages/new" className="button">
        New message
      </Link>
    </div>
  );
}
