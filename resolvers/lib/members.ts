/** A conversation's id is its two people. No table, no request. */

const SEPARATOR = '_';

/** The id of the conversation of two people: their uuids, sorted and joined. */
export const groupUuidOf = (a: string, b: string): string =>
  a < b ? `${a}${SEPARATOR}${b}` : `${b}${SEPARATOR}${a}`;

/** The two people of a conversation, in the order of its id. Expects a valid conversation id. */
export const membersOf = (groupUuid: string): string[] => groupUuid.split(SEPARATOR);

/** The other person of a conversation. Expects a valid conversation id. */
export function otherOf(groupUuid: string, userUuid: string): string {
  const members = membersOf(groupUuid);
  return members[0] === userUuid ? members[1]! : members[0]!;
}
