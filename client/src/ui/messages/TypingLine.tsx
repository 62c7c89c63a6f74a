import type { ReactNode } from 'react';

/** Under the messages, while the other person is typing. Read out once each time that they begin. */
export function TypingLine({
  isOtherTyping,
  name,
}: {
  readonly isOtherTyping: boolean;
  readonly name: string;
}): ReactNode {
  return (
    // The element exists before its text, so that a screen reader announces the text.
    <div role="status" className="typing">
      {isOtherTyping && (
        <p>
          <span className="typing-dots" aria-hidden="true">
            <span />
            <span />
            <span />
          </span>
          <bdi>{name}</bdi> is typing
        </p>
      )}
    </div>
  );
}
