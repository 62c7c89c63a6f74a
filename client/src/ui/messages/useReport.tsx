import { useState, type ReactNode } from 'react';
import { useMessaging, type ConversationView, type Message } from '../../messaging';
import { lazyPart } from '../parts/lazyPart';
import { storedMessages } from './items';

const ReportDialog = lazyPart(() => import('./ReportDialog'));

/** The dialog that reports a message of the other person. */
export function useReport({ items }: ConversationView): {
  readonly dialog: ReactNode;
  /** Of the newest message; undefined: there is none to report. */
  readonly newest: (() => void) | undefined;
  open(message: Message): void;
} {
  const { userUuid } = useMessaging();
  const [reported, setReported] = useState<Message>();
  const newest = storedMessages(items).findLast(
    (message) => message.userUuid !== userUuid && message.deletedAt === null,
  );
  return {
    dialog: reported && <ReportDialog message={reported} onClose={() => setReported(undefined)} />,
    newest: newest && (() => setReported(newest)),
    open: setReported,
  };
}
