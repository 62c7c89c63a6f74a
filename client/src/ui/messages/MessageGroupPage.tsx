import type { ReactNode } from 'react';
import { otherUserUuidOf, useMessaging } from '../../messaging';
import { Conversation } from './Conversation';
import { PaneHead } from './PaneHead';

/** `/messages/:uuid`: one conversation. */
export function MessageGroupPage({ uuid }: { readonly uuid: string }): ReactNode {
  const { userUuid } = useMessaging();
  if (otherUserUuidOf(uuid, userUuid)) return <Conversation uuid={uuid} />;
  return (
    <>
      <PaneHead title="Not found" />
      <div className="empty">
        <p>There is no such conversation of yours.</p>
      </div>
    </>
  );
}
