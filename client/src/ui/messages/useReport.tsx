import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { useMessaging, type ConversationView, type Message } from '../../messaging';

const ReportDialog = lazy(() =>
  import('./ReportDialog').catch(() => ({ default: (): null => null })),
);

/** The dialog that reports a message of the other person. */
export function useReport({ items }: ConversationView): {
  readonly dialog: ReactNode;
  /** Of the newest message; undefined: there is none to report. */
  readonly newest: (() => void) | undefined;
  open(message: Message): void;
} {
  const { userUuid } = useMessaging();
  const [reported, setReported] = useState<Message>();
  const close = useCallback(() => setReported(undefined), []);
  const newest = items.findLast(
    (item) =>
      item.kind === 'message' &&
      item.message.userUuid !== userUuid &&
      item.message.deletedAt === null,
  );
  return {
    dialog: reported && (
      <Suspense>
        <ReportDialog message={reported} onClose={close} />
      </Suspense>
    ),
    newest: newest?.kind === 'message' ? () => setReported(newest.message) : undefined,
    open: setReported,
  };
}
