import { useEffect, useState, type ReactNode } from 'react';
import { useConnection, type ConnectionStatus } from '../../messaging';
import { Icon } from '../parts/Icon';

/** Milliseconds a status must last before it is shown. */
const SHOWN_AFTER: Record<ConnectionStatus, number> = {
  live: 0,
  offline: 0,
  refused: 0,
  reconnecting: 1_500,
  connecting: 4_000,
};

const TEXTS: Record<ConnectionStatus, string> = {
  live: '',
  offline: 'You are offline. What you write is kept, and sent when you are back online.',
  refused:
    'This page gets no new messages: the service has refused. Reload the page, or sign out and in again.',
  reconnecting: 'Connection lost. Messages may arrive late; trying again…',
  connecting: 'Connecting…',
};

/** Shows why messages do not arrive at once. */
export function ConnectionBanner(): ReactNode {
  const status = useConnection();
  const [shown, setShown] = useState<ConnectionStatus>('live');
  useEffect(() => {
    const timer = setTimeout(() => setShown(status), SHOWN_AFTER[status]);
    return () => clearTimeout(timer);
  }, [status]);
  return (
    <div role="status" className="connection" data-status={status}>
      {shown !== 'live' && status !== 'live' && (
        <p className="connection-banner" data-status={shown}>
          <Icon name={shown === 'offline' || shown === 'refused' ? 'warning' : 'clock'} />
          {TEXTS[shown]}
        </p>
      )}
    </div>
  );
}
