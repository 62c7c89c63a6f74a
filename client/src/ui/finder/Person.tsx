import type { ReactNode } from 'react';
import type { Recipient } from '../../messaging';
import { Avatar } from '../parts/Avatar';
import { nameOf } from '../parts/recipient';

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
