import { useCallback, useEffect, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import {
  messageGroupUuidOf,
  otherUserUuidOf,
  useInbox,
  useMessaging,
  usePerson,
} from '../../messaging';
import { useSameState } from '../shell/history';
import { Conversation } from './Conversation';
import { isInvalidHandle } from './isInvalidHandle';
import { NotFoundPane } from './NotFoundPane';
import { PaneHead } from './PaneHead';

/**
 * `/messages/:uuid`, one conversation, and `/messages/new/:handle`, with a person whether or not
 * a conversation exists. The first message leads from the second address to the first; the same elements
 * stay on the page then, so that a phone's keyboard stays open.
 */
export default function MessageGroupPage({
  uuid,
  handle,
}: {
  readonly uuid?: string;
  readonly handle?: string;
}): ReactNode {
  const { userUuid } = useMessaging();
  const found = usePerson(handle?.replace(/^@/, '').toLowerCase() ?? '');
  const person = handle === undefined ? null : found.person;
  const group = uuid ?? (person ? messageGroupUuidOf(userUuid, person.uuid) : '');
  const isConversation = otherUserUuidOf(group, userUuid) !== undefined;

  const exists = useInbox().rows.some((row) => row.uuid === group);
  const [, navigate] = useLocation();
  const state = useSameState();
  const toGroup = useCallback(
    () => navigate(`/messages/${group}`, { replace: true, state }),
    [navigate, group, state],
  );
  const isAtPerson = isConversation && uuid === undefined;
  useEffect(() => {
    if (isAtPerson && exists) toGroup();
  }, [isAtPerson, exists, toGroup]);

  if (isConversation) {
    return (
      <Conversation
        key={group}
        uuid={group}
        recipient={person ?? undefined}
        onSend={isAtPerson ? toGroup : undefined}
      />
    );
  }
  if (handle !== undefined) return <NoRecipient handle={handle} found={found} />;
  return <NotFoundPane text="You have no such conversation." />;
}

/** The person is being looked up, or there is none to write to. */
function NoRecipient({
  handle,
  found: { person, status, error },
}: {
  readonly handle: string;
  readonly found: ReturnType<typeof usePerson>;
}): ReactNode {
  return (
    <>
      <PaneHead title={`@${handle}`} />
      <div className="empty" aria-live="polite" aria-busy={status === 'loading'}>
        <p>{explanation()}</p>
      </div>
    </>
  );

  function explanation(): string {
    if (person) return 'That is you. You cannot write to yourself.';
    if (status === 'loading') return `Looking for @${handle}…`;
    if (error && !isInvalidHandle(error)) return 'This person could not be looked up.';
    return `There is no account with the handle @${handle}.`;
  }
}
