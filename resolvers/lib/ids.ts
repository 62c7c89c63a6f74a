import { type AppSyncIdentityCognito, type Context, util } from '@aws-appsync/utils';
import { fail } from './errors.js';
import { membersOf, otherOf } from './members.js';

export { groupUuidOf, membersOf, otherOf } from './members.js';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** The `sub` of the verified caller. */
export const callerUuid = (ctx: Context): string => (ctx.identity as AppSyncIdentityCognito).sub;

/** Ends the request with `InvalidId` unless the value is a lower-case UUID. */
function checkUuid(name: string, value: string): void {
  if (!util.matches(`^${UUID}\\z`, value)) fail('InvalidId', `${name} is not a user's uuid`);
}

/** Ends the request unless the value is the uuid of another person. Errors: `InvalidId`, `RecipientIsSelf`. */
export function checkOtherPerson(name: string, value: string, userUuid: string): void {
  checkUuid(name, value);
  if (value === userUuid) fail('RecipientIsSelf', 'That is you');
}

/**
 * Checks membership by the conversation id alone, without a read.
 * @returns the uuid of the other person. Errors: `InvalidId`, `Forbidden`.
 */
export function checkMember(groupUuid: string, userUuid: string): string {
  if (!util.matches(`^${UUID}_${UUID}\\z`, groupUuid)) {
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
