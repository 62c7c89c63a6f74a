import { lazy, Suspense, type ReactNode } from 'react';

interface Text {
  readonly text: string;
}

const PlainText = ({ text }: Text): ReactNode => text;

/** Not part of the first load. Where it cannot be loaded, the text is shown without links. */
const LinkedText = lazy(() => import('./LinkedText').catch(() => ({ default: PlainText })));

/**
 * The text as it is, with links.
 * @param isPlain without links: the writer is a stranger
 */
export function MessageText({ text, isPlain }: Text & { readonly isPlain?: boolean }): ReactNode {
  return (
    <span dir="auto" className="message-text">
      {!isPlain && /https?:/i.test(text) ? (
        <Suspense fallback={text}>
          <LinkedText text={text} />
        </Suspense>
      ) : (
        text
      )}
    </span>
  );
}
