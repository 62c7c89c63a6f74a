import { limits } from '../../generated/limits';
import type { MessageGroup, User } from '../../messaging';
import { isGone, nameOf, otherOf } from '../parts/recipient';

/** What is shown at most: who does not see it writes one more letter. */
const MAX = 8;

const { minLength, maxLength } = limits.handle;
const HANDLE = new RegExp(`^[a-z0-9_.]{${minLength},${maxLength}}$`);

export type Match =
  | { readonly kind: 'conversation'; readonly row: MessageGroup }
  /** A person whose handle begins with the text. */
  | { readonly kind: 'person'; readonly person: User }
  /** The person with this handle, if there is one. */
  | { readonly kind: 'handle'; readonly handle: string };

/** Case and accents do not count. */
const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/**
 * The conversations whose person has a name or a handle with the text in it, those that begin with it
 * first, else in their order; the people who were found; and where the text can be the handle of
 * another person, that person. An account that is gone has no name to be found by.
 */
export function matchesOf(
  rows: readonly MessageGroup[],
  text: string,
  people: readonly User[],
): readonly Match[] {
  const wanted = plain(text.trim().replace(/^@/, ''));
  const listed = rows.filter(({ folder }) => folder !== null);
  const rank = (row: MessageGroup): number => {
    if (wanted !== '' && isGone(otherOf(row))) return 2;
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
  const known = new Set(listed.map(({ otherUserUuid }) => otherUserUuid));
  const strangers = people
    .filter(({ uuid }) => !known.has(uuid))
    .map((person): Match => ({ kind: 'person', person }));
  const isKnown = [
    ...listed.map(({ otherUserHandle }) => otherUserHandle),
    ...people.map(({ handle }) => handle),
  ].includes(wanted);
  const byHandle: Match[] =
    HANDLE.test(wanted) && !isKnown ? [{ kind: 'handle', handle: wanted }] : [];
  return [...found, ...strangers, ...byHandle];
}
