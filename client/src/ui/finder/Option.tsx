import { useEffect, useRef, type ReactNode } from 'react';
import type { Recipient } from '../../messaging';
import { Avatar } from '../parts/Avatar';
import { nameOf } from '../parts/recipient';
import './options.css';

/** One of the options under a field. The keys are those of the field, which keeps the focus. */
export function Option({
  id,
  isChosen,
  onOpen,
  children,
}: {
  readonly id: string;
  readonly isChosen: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const option = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li ref={option} id={id} role="option" aria-selected={isChosen} onClick={onOpen}>
      {children}
    </li>
  );
}

/** A person, with the handle that tells them from others of the same name. */
export function Person({ person }: { readonly person: Recipient }): ReactNode {
  return (
    <>
      <Avatar person={person} small />
      <bdi>{nameOf(person)}</bdi>
      {person.handle && person.displayName && <span className="handle">@{person.handle}</span>}
    </>
  );
}
