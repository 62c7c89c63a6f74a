import './dialog.css';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { MessageGroup, Recipient } from '../../messaging';
import { Avatar } from '../parts/Avatar';
import { copyText } from '../parts/copyText';
import { nameOf } from '../parts/recipient';
import type { ConversationActions } from './useConversationActions';

/** Who the other person of a conversation is, and what can be done about them. They see none of it. */
export default function ProfileSheet({
  person,
  row,
  actions,
  onClose,
}: {
  readonly person: Recipient;
  /** Null: there is no conversation yet. */
  readonly row: MessageGroup | null;
  readonly actions: ConversationActions;
  readonly onClose: () => void;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="dialog" onClose={onClose} aria-labelledby="profile-name">
      <div className="profile-head">
        <Avatar person={person} />
        <h2 id="profile-name">
          <bdi>{nameOf(person)}</bdi>
        </h2>
      </div>
      {person.handle && <Handle handle={person.handle} />}
      {row?.blocked && <p>You block this person. Neither of you can write to the other one.</p>}
      {actions.problem && <p role="alert">{actions.problem}</p>}
      <p className="request-actions">
        {row && row.lastMessageUuid !== null && (
          <button
            type="button"
            className="button"
            onClick={() => actions.setMuted(row.muted !== true)}
          >
            {row.muted ? 'Unmute' : 'Mute'}
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={row?.blocked ? actions.unblock : actions.block}
        >
          {row?.blocked ? 'Unblock' : 'Block'}
        </button>
        <button type="button" className="link-button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </p>
    </dialog>
  );
}

function Handle({ handle }: { readonly handle: string }): ReactNode {
  const [said, setSaid] = useState('');
  const copy = (): void =>
    void copyText(`@${handle}`).then(
      () => setSaid('Copied.'),
      () => setSaid('The browser does not let this page copy.'),
    );
  return (
    <p>
      <span className="handle">@{handle}</span>{' '}
      <button type="button" className="link-button" onClick={copy}>
        Copy handle
      </button>{' '}
      <span role="status">{said}</span>
    </p>
  );
}
