import type { ReactNode } from 'react';
import type { Recipient } from '../../messaging';
import { avatarColour, initialsOf } from './avatar';
import { isGone, nameOf } from './recipient';

/** Initials on the person's own colour; an account that is gone has neither. The name is always beside it. */
export function Avatar({
  person,
  small = false,
}: {
  readonly person: Recipient;
  readonly small?: boolean;
}): ReactNode {
  const gone = isGone(person);
  return (
    <span
      className={small ? 'avatar avatar-small' : 'avatar'}
      data-gone={gone || undefined}
      style={gone ? undefined : { backgroundColor: avatarColour(person.uuid) }}
      aria-hidden="true"
    >
      {gone ? '–' : initialsOf(nameOf(person))}
    </span>
  );
}
