import { useCallback, useState, type ReactNode } from 'react';
import { useIncomingMessages, type Message } from '../../messaging';

/** Several may come before the first is read out. */
const HELD = 5;

/** Reads out what arrives, for those who do not see it. */
export function Announcer(): ReactNode {
  const [latest, setLatest] = useState<readonly Message[]>([]);
  useIncomingMessages(
    useCallback((message: Message) => setLatest((held) => [...held, message].slice(-HELD)), []),
  );
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-label="New messages">
      {latest.map(({ uuid, displayName, message }) => (
        <p key={uuid}>
          {displayName}: {message}
        </p>
      ))}
    </div>
  );
}
