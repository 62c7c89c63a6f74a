import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { profileKey } from '../../../resolvers/lib/keys.js';
import { getItem, type WorkTable } from './table.js';

/** What a person's own rows copy of their profile, as it is stored. Left out: no row has it. */
export interface Marks {
  readonly suspendedUntil?: AttributeValue;
  readonly hidesRead?: AttributeValue;
}

/** What the other people's rows copy of it. */
export interface Names {
  readonly otherUserDisplayName: AttributeValue;
  readonly otherUserHandle: AttributeValue;
}

/** What rows follow. */
export interface Followed {
  readonly marks: Marks;
  /** Left out: the profile is gone. */
  readonly names?: Names;
  /** Of a deleted account. */
  readonly deletion?: Deletion;
}

export interface Deletion {
  /** ISO 8601, UTC. */
  readonly deletedAt: string;
  /** The texts of the messages go; otherwise only the names in them. */
  readonly erases: boolean;
  /** Left out: the claim on it is held already. */
  readonly handle?: string;
}

export const sameFollowed = (a: Followed, b: Followed): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** What the person's profile says, read consistently. */
export async function readFollowed(table: WorkTable, userUuid: string): Promise<Followed> {
  const profile = await getItem(table, profileKey(userUuid), {
    ProjectionExpression:
      'suspendedUntil, showsReadReceipts, displayName, handle, deletedAt, erases',
  });
  return {
    marks: {
      ...(profile?.suspendedUntil && { suspendedUntil: profile.suspendedUntil }),
      ...(profile?.showsReadReceipts?.BOOL === false && { hidesRead: { BOOL: true } }),
    },
    ...(profile?.displayName &&
      profile.handle && {
        names: { otherUserDisplayName: profile.displayName, otherUserHandle: profile.handle },
      }),
    ...(profile?.deletedAt?.S !== undefined && {
      deletion: {
        deletedAt: profile.deletedAt.S,
        erases: profile.erases?.BOOL ?? false,
        ...(profile.handle?.S !== undefined && { handle: profile.handle.S }),
      },
    }),
  };
}
