import type { ReactNode } from 'react';
import { avatarColour, initialsOf } from './avatar';

/** Initials on a colour of the person's own; the name stands beside it wherever it is used. */
export function Avatar({
  uuid,
  name,
  small = false,
}: {
  readonly uuid: string;
  readonly name: string;
  readonly small?: boolean;
}): ReactNode {
  return (
    <span
      className={small ? 'avatar avatar-small' : 'avatar'}
      style={{ backgroundColor: avatarColour(uuid) }}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}
