import { useState, type ReactNode } from 'react';
import {
  useConversation,
  useMe,
  useTyping,
  type ConversationView,
  type Recipient,
  type TypingView,
} from '../../messaging';
import { lazyPart } from '../parts/lazyPart';
import { isGone, nameOf } from '../parts/recipient';
import { SuspendedForm } from '../shell/Suspension';
import '../../styles/conversation.css';
import '../../styles/changes.css';
import { ConversationMenu } from './ConversationMenu';
import { MessageFeed } from './MessageFeed';
import { MessageForm } from './MessageForm';
import { NotFoundPane } from './NotFoundPane';
import { PaneHead } from './PaneHead';
import { TypingLine } from './TypingLine';
import { useComposing } from './useComposing';
import { useConversationActions, type ConversationActions } from './useConversationActions';
import { useMessageActions } from './useMessageActions';
import { useProblem } from './useProblem';
import { useProfileSheet } from './useProfileSheet';
import { useReactionPicker } from './useReactionPicker';
import { useReport } from './useReport';

const RequestBar = lazyPart(() => import('./RequestBar'));
const BlockedBar = lazyPart(() => import('./BlockedBar'));

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
  const { row, other, exists } = conversation;
  const isKnown = exists === true || known !== undefined;
  const person = isKnown ? (other ?? undefined) : undefined;
  const name = person ? nameOf(person) : '';
  const conversationActions = useConversationActions(row, other, name);
  const messages = useMessageWork({ conversation, name, onSend });
  const { report } = messages;
  const typing = useTyping(uuid);
  const sheet = useProfileSheet({ person, row, actions: conversationActions });
  if (exists === false && !known) return <NotFoundPane text="You have no such conversation." />;
  const menu = person && (
    <ConversationMenu row={row} actions={conversationActions} onReport={report.newest} />
  );
  return (
    <>
      <PaneHead person={person} onPerson={sheet.open} menu={menu} />
      <Notice text={conversationActions.problem ?? messages.problem.text} />
      <MessageFeed
        key={uuid}
        uuid={uuid}
        conversation={conversation}
        actions={messages.actions}
        onMissed={messages.missed}
      />
      <TypingLine isOtherTyping={typing.isOtherTyping} name={name} />
      <Foot
        uuid={uuid}
        conversation={conversation}
        actions={conversationActions}
        messages={messages}
        typing={typing}
      />
      {report.dialog}
      {messages.picker}
      {sheet.dialog}
    </>
  );
}

/** Under the messages: the form for one, or why there is none. */
function Foot({
  uuid,
  conversation,
  actions,
  messages,
  typing,
}: {
  readonly uuid: string;
  readonly conversation: ConversationView;
  readonly actions: ConversationActions;
  readonly messages: ReturnType<typeof useMessageWork>;
  readonly typing: TypingView;
}): ReactNode {
  const { row, other } = conversation;
  const { name } = messages.actions;
  const suspension = useMe()?.suspension;
  // A conversation that is not loaded yet has no name either.
  const gone = name !== '' && other !== null && isGone(other);
  return (
    <>
      {row?.folder === 'REQUESTS' && (
        <RequestBar name={name} isGone={gone} actions={actions} onReport={messages.report.newest} />
      )}
      {row?.blocked ? (
        <BlockedBar name={name} actions={actions} />
      ) : gone ? (
        <p className="message-form" role="status">
          This account is deleted. You cannot send messages to it.
        </p>
      ) : suspension ? (
        <SuspendedForm until={suspension.until} />
      ) : (
        <MessageForm
          key={`form ${uuid}`}
          uuid={uuid}
          conversation={conversation}
          composing={messages.composing}
          actions={messages.actions}
          typing={typing}
        />
      )}
    </>
  );
}

/** What can be done with the messages, and what is open for it. */
function useMessageWork(
  options: Pick<Parameters<typeof useComposing>[0], 'conversation' | 'onSend'> & {
    readonly name: string;
  },
) {
  const { conversation, name } = options;
  const problem = useProblem();
  const composing = useComposing({ ...options, problem });
  const report = useReport(conversation);
  const { picker, pickReaction } = useReactionPicker((message, emoji) =>
    problem.of(conversation.react(message.uuid, emoji)),
  );
  const actions = useMessageActions({
    conversation,
    name,
    composing,
    problem,
    report: report.open,
    pickReaction,
  });
  const missed = (): void => problem.set('That message is too far back to go to.');
  return { problem, composing, report, picker, actions, missed };
}

const Notice = ({ text }: { readonly text: string | undefined }): ReactNode =>
  text && (
    <p className="notice" role="alert">
      {text}
    </p>
  );
