import { type AppSyncIdentityCognito, type Context, util } from '@aws-appsync/utils';
import { fail } from './errors.js';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const SEPARATOR = '_';

/** The `sub` of the verified caller. */
export const callerUuid = (ctx: Context): string => (ctx.identity as AppSyncIdentityCognito).sub;

/** Ends the request with `InvalidId` unless the value is a lower-case UUID. */
export function checkUuid(name: string, value: string): void {
  if (!util.matches(`^${UUID}\\z`, value)) fail('InvalidId', `${name} is not a user's uuid`);
}

/** Ends the request unless the value is the uuid of another person. Errors: `InvalidId`, `RecipientIsSelf`. */
export function checkOtherPerson(name: string, value: string, userUuid: string): void {
  checkUuid(name, value);
  if (value === userUuid) fail('RecipientIsSelf', 'That is you');
}

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

/**
 * Checks membership by the conversation id alone, without a read.
 * @returns the uuid of the other person. Errors: `InvalidId`, `Forbidden`.
 */
export function checkMember(groupUuid: string, userUuid: string): string {
  if (!util.matches(`^${UUID}${SEPARATOR}${UUID}\\z`, groupUuid)) {
    fail('InvalidId', 'messageGroupUuid is not the uuid of a conversation');
  }
  const members = membersOf(groupUuid);
  if (members[0]! >= members[1]!) {
    fail('InvalidId', 'messageGroupUuid is not the uuid of a conversation');
  }
  if (members[0] !== userUuid && members[1] !== userUuid) {
    fail('Forbidden', 'You are not in this conversation');
  }
  return otherOf(groupUuid, userUuid);
}
