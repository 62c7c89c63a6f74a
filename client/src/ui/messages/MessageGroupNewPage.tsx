import { useEffect, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { messageGroupUuidOf, useInbox, useMessaging, usePerson, type User } from '../../messaging';
import { useDocumentTitle } from '../shell/useDocumentTitle';
import { Conversation } from './Conversation';
import { isInvalidHandle } from './isInvalidHandle';
import { PaneHead } from './PaneHead';

/** `/messages/new/:handle`: write to somebody, whether or not there is a conversation already. */
export function MessageGroupNewPage({ handle }: { readonly handle: string }): ReactNode {
  const { userUuid } = useMessaging();
  const { person, status, error } = usePerson(handle.replace(/^@/, '').toLowerCase());
  useDocumentTitle(person ? `${person.displayName} · Messages` : 'New message');
  if (person && person.uuid !== userUuid) return <Begin person={person} userUuid={userUuid} />;
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

function Begin({
  person,
  userUuid,
}: {
  readonly person: User;
  readonly userUuid: string;
}): ReactNode {
  const [, navigate] = useLocation();
  const uuid = messageGroupUuidOf(userUuid, person.uuid);
  const exists = useInbox().rows.some((row) => row.uuid === uuid);
  const toGroup = (): void => navigate(`/messages/${uuid}`, { replace: true });
  useEffect(() => {
    if (exists) navigate(`/messages/${uuid}`, { replace: true });
  }, [exists, navigate, uuid]);
  return <Conversation uuid={uuid} recipient={person} onSend={toGroup} />;
}
