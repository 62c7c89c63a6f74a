import type { ReactNode } from 'react';
import { avatarColour, initialsOf } from './avatar';

/** Initials on the person's own colour. Wherever it is used, the name is beside it. */
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
