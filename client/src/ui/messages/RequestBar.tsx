import type { ReactNode } from 'react';
import type { ConversationActions } from './useConversationActions';

/** Above the form of a request: what can be done with it. The stranger learns nothing of it. */
export default function RequestBar({
  name,
  isGone,
  actions,
  onReport,
}: {
  readonly name: string;
  /** The sender has deleted their account: no one can be accepted or blocked. */
  readonly isGone: boolean;
  readonly actions: ConversationActions;
  readonly onReport: (() => void) | undefined;
}): ReactNode {
  return (
    <section className="request-bar" aria-label="Message request">
      <p>
        {isGone ? (
          'The sender has deleted their account.'
        ) : (
          <>
            <bdi>{name}</bdi> wants to write to you. They cannot see that you have read this. An
            answer accepts the request.
          </>
        )}
      </p>
      <p className="request-actions">
        {!isGone && (
          <button type="button" className="button" onClick={actions.toInbox}>
            Accept
          </button>
        )}
        <button type="button" className="link-button" onClick={actions.clear}>
          Delete
        </button>
        {!isGone && (
          <button type="button" className="link-button" onClick={actions.block}>
            Block
          </button>
        )}
        {onReport && (
          <button type="button" className="link-button" onClick={onReport}>
            Report
          </button>
        )}
      </p>
    </section>
  );
}
