import { lazy, Suspense, type ReactNode } from 'react';

interface Text {
  readonly text: string;
}

const PlainText = ({ text }: Text): ReactNode => text;

/** Not part of the first load. Where it cannot be loaded, the text is shown without links. */
const LinkedText = lazy(() => import('./LinkedText').catch(() => ({ default: PlainText })));

/** The text as it is, with links. */
export function MessageText({ text }: Text): ReactNode {
  return (
    <span dir="auto" className="message-text">
      {/https?:/i.test(text) ? (
        <Suspense fallback={text}>
          <LinkedText text={text} />
        </Suspense>
      ) : (
        text
      )}
    </span>
  );
}
