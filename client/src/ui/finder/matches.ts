import { limits } from '../../generated/limits';
import type { MessageGroup } from '../../messaging';
import { nameOf, otherOf } from '../parts/recipient';

/** What is shown at most: who does not see it writes one more letter. */
const MAX = 8;

const { minLength, maxLength } = limits.handle;
const HANDLE = new RegExp(`^[a-z0-9_.]{${minLength},${maxLength}}$`);

export type Match =
  | { readonly kind: 'conversation'; readonly row: MessageGroup }
  /** Somebody with this handle, if there is one. */
  | { readonly kind: 'person'; readonly handle: string };

/** Case and accents do not count. */
const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/**
 * The conversations whose person has a name or a handle with the text in it, those that begin with it
 * first, else in their order; and where the text can be another person's handle, that person.
 */
export function matchesOf(rows: readonly MessageGroup[], text: string): readonly Match[] {
  const wanted = plain(text.trim().replace(/^@/, ''));
  const listed = rows.filter(({ folder }) => folder !== null);
  const rank = (row: MessageGroup): number => {
    const places = [nameOf(otherOf(row)), row.otherUserHandle ?? ''].map((one) =>
      plain(one).indexOf(wanted),
    );
    return Math.min(...places.map((place) => (place < 0 ? 2 : Math.min(place, 1))));
  };
  const found = listed
    .map((row) => ({ row, rank: rank(row) }))
    .filter((one) => one.rank < 2)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, MAX)
    .map(({ row }): Match => ({ kind: 'conversation', row }));
  const isKnown = listed.some(({ otherUserHandle }) => otherUserHandle === wanted);
  return HANDLE.test(wanted) && !isKnown ? [...found, { kind: 'person', handle: wanted }] : found;
}
