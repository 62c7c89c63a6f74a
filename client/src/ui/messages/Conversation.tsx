import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import {
  useConversation,
  useMe,
  useMessaging,
  type ConversationView,
  type Message,
  type Recipient,
} from '../../messaging';
import { nameOf } from '../parts/recipient';
import { SuspendedForm } from '../shell/Suspension';
import { ConversationMenu } from './ConversationMenu';
import { MessageFeed } from './MessageFeed';
import { MessageForm } from './MessageForm';
import { NotFoundPane } from './NotFoundPane';
import { PaneHead } from './PaneHead';
import { useConversationActions } from './useConversationActions';

/** Not part of the first load. Where they cannot be loaded, the conversation stays. */
const nothing = { default: (): null => null };
const ReportDialog = lazy(() => import('./ReportDialog').catch(() => nothing));
const RequestBar = lazy(() => import('./RequestBar').catch(() => nothing));
const BlockedBar = lazy(() => import('./BlockedBar').catch(() => nothing));

/** A conversation: its messages, and the form to write one. */
export function Conversation({
  uuid,
  recipient,
  onSend,
}: {
  readonly uuid: string;
  /** The other person, where the conversation may not exist yet. */
  readonly recipient?: Recipient;
  readonly onSend?: () => void;
}): ReactNode {
  // The address of a person becomes that of the conversation with the first message.
  const [foundFirst] = useState(recipient);
  const known = recipient ?? foundFirst;
  const conversation = useConversation(uuid, known);
  const name = conversation.other ? nameOf(conversation.other) : '';
  const actions = useConversationActions(conversation.row, conversation.other, name);
  const report = useReport(conversation);
  const suspension = useMe().me?.suspension;
  const { send, hasNewer, jumpToNewest } = conversation;
  const submit = useCallback(
    (text: string) => {
      if (!send(text)) return false;
      // The message is at the end, which is not loaded while the reader is far back.
      if (hasNewer) void jumpToNewest();
      onSend?.();
      return true;
    },
    [send, hasNewer, jumpToNewest, onSend],
  );
  if (conversation.exists === false && !known) {
    return <NotFoundPane text="You have no such conversation." />;
  }
  const isKnown = conversation.exists === true || known !== undefined;
  const { row } = conversation;
  const person = isKnown ? (conversation.other ?? undefined) : undefined;
  const menu = person && <ConversationMenu row={row} actions={actions} onReport={report.newest} />;
  return (
    <>
      <PaneHead person={person} menu={menu} />
      {actions.problem && (
        <p className="notice" role="alert">
          {actions.problem}
        </p>
      )}
      <MessageFeed key={uuid} conversation={conversation} name={name} onReport={report.open} />
      {row?.folder === 'REQUESTS' && (
        <Suspense>
          <RequestBar name={name} actions={actions} onReport={report.newest} />
        </Suspense>
      )}
      {row?.blocked ? (
        <Suspense>
          <BlockedBar name={name} actions={actions} />
        </Suspense>
      ) : suspension ? (
        <SuspendedForm until={suspension.until} />
      ) : (
        <MessageForm key={`form ${uuid}`} uuid={uuid} name={name} onSubmit={submit} />
      )}
      {report.dialog}
    </>
  );
}

/** The dialog that reports a message of the other person. */
function useReport({ items }: ConversationView): {
  readonly dialog: ReactNode;
  /** Of the newest message; undefined: there is none to report. */
  readonly newest: (() => void) | undefined;
  open(message: Message): void;
} {
  const { userUuid } = useMessaging();
  const [reported, setReported] = useState<Message>();
  const close = useCallback(() => setReported(undefined), []);
  const newest = items.findLast(
    (item) => item.kind === 'message' && item.message.userUuid !== userUuid,
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
