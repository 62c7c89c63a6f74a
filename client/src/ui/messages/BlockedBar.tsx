import type { ReactNode } from 'react';
import type { ConversationActions } from './useConversationActions';

/** In the place of the form, while the reader blocks the other person. */
export default function BlockedBar({
  name,
  actions,
}: {
  readonly name: string;
  readonly actions: ConversationActions;
}): ReactNode {
  return (
    <section className="request-bar" aria-label="Blocked">
      <p>
        You block <bdi>{name}</bdi>. You can read this conversation, and neither of you can write.
      </p>
      <p className="request-actions">
        <button type="button" className="button" onClick={actions.unblock}>
          Unblock
        </button>
      </p>
    </section>
  );
}
