import type { ReactNode } from 'react';
import { useMessaging, type Message } from '../../messaging';
import { useNow } from '../parts/RelativeTime';
import { leaving } from './leaving';
import type { MessageActions } from './useMessageActions';

/** Under a message: who reacted, and how. The reader's own reaction is a button that takes it back. */
export function Reactions({
  message,
  actions,
}: {
  readonly message: Message;
  readonly actions: MessageActions;
}): ReactNode {
  const { userUuid } = useMessaging();
  const now = useNow().getTime();
  const reactions = message.reactions ?? [];
  if (reactions.length === 0) return null;
  const canTakeBack = actions.allowed(message, now).has('react');
  return (
    <ul className="reactions" aria-label="Reactions">
      {reactions.map(({ userUuid: by, emoji }) => {
        const isOwn = by === userUuid;
        const label = `${isOwn ? 'You' : actions.name} reacted with ${emoji}`;
        return (
          <li key={by}>
            {isOwn && canTakeBack ? (
              <button
                type="button"
                aria-label={`${label}. Take it back`}
                title={`${label}. Take it back`}
                onClick={leaving(() => actions.react(message, null))}
              >
                {emoji}
              </button>
            ) : (
              <span role="img" aria-label={label} title={label}>
                {emoji}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
