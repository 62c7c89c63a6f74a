import { useCallback, useEffect, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import {
  messageGroupUuidOf,
  otherUserUuidOf,
  useInbox,
  useMessaging,
  usePerson,
} from '../../messaging';
import { useDocumentTitle } from '../shell/useDocumentTitle';
import { Conversation } from './Conversation';
import { isInvalidHandle } from './isInvalidHandle';
import { PaneHead } from './PaneHead';

/**
 * `/messages/:uuid`, one conversation, and `/messages/new/:handle`, with somebody whether or not
 * there is a conversation already. The first message leads from the latter to the former: nothing is
 * rendered anew then, so that a phone's keyboard stays open.
 */
export function MessageGroupPage({
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
  const toGroup = useCallback(
    () => navigate(`/messages/${group}`, { replace: true }),
    [navigate, group],
  );
  const isElsewhere = isConversation && uuid === undefined;
  useEffect(() => {
    if (isElsewhere && exists) toGroup();
  }, [isElsewhere, exists, toGroup]);

  if (isConversation) {
    return (
      <Conversation
        key={group}
        uuid={group}
        recipient={person ?? undefined}
        onSend={isElsewhere ? toGroup : undefined}
      />
    );
  }
  if (handle !== undefined) return <NobodyYet handle={handle} found={found} />;
  return (
    <>
      <PaneHead title="Not found" />
      <div className="empty">
        <p>There is no such conversation of yours.</p>
      </div>
    </>
  );
}

/** Somebody is being looked up, or there is nobody to write to. */
function NobodyYet({
  handle,
  found: { person, status, error },
}: {
  readonly handle: string;
  readonly found: ReturnType<typeof usePerson>;
}): ReactNode {
  useDocumentTitle('New message');
  return (
    <>
      <PaneHead title={`@${handle}`} />
      <div className="empty" aria-live="polite" aria-busy={status === 'loading'}>
        <p>{explanation()}</p>
      </div>
    </>
  );

  function explanation(): string {
    if (person) return 'That is you. There is no conversation with oneself.';
    if (status === 'loading') return `Looking for @${handle}…`;
    if (error && !isInvalidHandle(error)) return 'This person could not be looked up.';
    return `There is nobody called @${handle}.`;
  }
}
