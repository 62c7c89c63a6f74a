import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Recipient } from '../../messaging';
import { Avatar } from '../parts/Avatar';
import { Icon } from '../parts/Icon';
import { nameOf } from '../parts/recipient';
import { useBackToInbox } from '../shell/history';
import { isOnePane } from '../shell/media';
import { usePaneTitle } from '../shell/usePaneTitle';

/**
 * The head of the right pane. Where there is only one pane it has the way back, and takes the focus:
 * the pane is a page of its own there.
 */
export function PaneHead({
  title = '',
  person,
  onPerson,
  menu,
}: {
  readonly title?: string;
  readonly person?: Recipient;
  /** The name is a button, and this is what it does. */
  readonly onPerson?: () => void;
  readonly menu?: ReactNode;
}): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const toInbox = useBackToInbox();
  const text = person ? nameOf(person) : title;
  usePaneTitle(text);
  useEffect(() => {
    if (isOnePane()) heading.current?.focus();
  }, []);
  const names = (
    <>
      <bdi>{text}</bdi>
      {person?.handle && person.displayName && <span className="handle">@{person.handle}</span>}
    </>
  );
  return (
    <div className="pane-head">
      <Link
        href="/messages"
        className="icon-button back"
        aria-label="Back to all conversations"
        onClick={toInbox}
      >
        <Icon name="back" />
      </Link>
      {person && <Avatar person={person} small />}
      <h1 ref={heading} tabIndex={-1}>
        {onPerson ? (
          <button type="button" className="name" aria-haspopup="dialog" onClick={onPerson}>
            {names}
          </button>
        ) : (
          names
        )}
      </h1>
      {menu}
    </div>
  );
}
