import type { ProfileItem } from './items.js';

/** A change of the caller's names: `ctx.stash.profileChange`. */
export interface ProfileChange {
  userUuid: string;
  /** The names as asked for; left out: they stay. */
  handle?: string;
  displayName?: string;
  /** As read at first, then as the last try met it. */
  profile?: ProfileItem;
  isDone?: boolean;
}
