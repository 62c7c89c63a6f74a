import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Recipient } from '../../messaging';
import { Avatar } from '../parts/Avatar';
import { Icon } from '../parts/Icon';
import { nameOf } from '../parts/recipient';

/**
 * The head of the pane at the right, with the way back where there is only one pane. Where that is
 * so it takes the focus, since the pane is a page of its own.
 */
export function PaneHead({
  title,
  person,
}: {
  readonly title?: string;
  readonly person?: Recipient;
}): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (window.matchMedia('(max-width: 719px)').matches) heading.current?.focus();
  }, []);
  return (
    <div className="pane-head">
      <Link href="/messages" className="icon-button back" aria-label="Back to all conversations">
        <Icon name="back" />
      </Link>
      {person && <Avatar uuid={person.uuid} name={nameOf(person)} small />}
      <h1 ref={heading} tabIndex={-1}>
        <bdi>{person ? nameOf(person) : title}</bdi>
        {person?.handle && person.displayName && <span className="handle">@{person.handle}</span>}
      </h1>
    </div>
  );
}
