import { useCallback, useState, type ReactNode } from 'react';
import { useIncomingMessages, type Message } from '../../messaging';

/** Reads out what arrives, for those who do not see it. */
export function Announcer(): ReactNode {
  const [latest, setLatest] = useState<Message>();
  useIncomingMessages(useCallback((message: Message) => setLatest(message), []));
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-label="New messages">
      {latest && (
        <p key={latest.uuid}>
          {latest.displayName}: {latest.message}
        </p>
      )}
    </div>
  );
}
