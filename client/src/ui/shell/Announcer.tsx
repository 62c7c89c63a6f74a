import { useCallback, useState, type ReactNode } from 'react';
import {
  useIncomingMessages,
  useMessaging,
  useObservable,
  type Message,
  type OutboxEntry,
} from '../../messaging';
import { reasonOf } from '../messages/reasons';
import { nameOf } from '../parts/recipient';

/** Several may come before the first is read out. */
const HELD = 5;

/** Reads out what arrives and what was refused, for those who do not see it. */
export function Announcer(): ReactNode {
  const [latest, setLatest] = useState<readonly Message[]>([]);
  useIncomingMessages(
    useCallback((message: Message) => setLatest((held) => withMessage(held, message)), []),
  );
  const refused = useRefused();
  return (
    <>
      <div className="visually-hidden" role="log" aria-live="polite" aria-label="New messages">
        {latest.map((message) => (
          <p key={message.uuid}>
            {nameOf(message)}: {message.message}
          </p>
        ))}
      </div>
      {/* Not an alert, which would be read out whole at each change. */}
      <div className="visually-hidden" aria-live="assertive">
        {refused.map(({ clientToken, recipient, failure }) => (
          <p key={clientToken}>
            Your message to {nameOf(recipient)} was not sent: {failure && reasonOf(failure)}
          </p>
        ))}
      </div>
    </>
  );
}

/** A push may come twice. */
const withMessage = (held: readonly Message[], message: Message): readonly Message[] =>
  held.some(({ uuid }) => uuid === message.uuid) ? held : [...held, message].slice(-HELD);

/** Messages that were refused since the page was opened; gone once they are tried again or discarded. */
function useRefused(): readonly OutboxEntry[] {
  const { outbox } = useMessaging();
  const { entries } = useObservable(outbox.state);
  const refused = entries.filter(({ failure }) => failure !== undefined);
  const [known, setKnown] = useState(() => refused.map(({ clientToken }) => clientToken));
  const still = known.filter((token) => refused.some(({ clientToken }) => clientToken === token));
  if (still.length < known.length) setKnown(still);
  return refused.filter(({ clientToken }) => !known.includes(clientToken)).slice(-HELD);
}
