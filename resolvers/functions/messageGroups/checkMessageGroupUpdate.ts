import type { Context, NONERequest } from '@aws-appsync/utils';
import type { MutationUpdateMessageGroupArgs } from '../../../generated/schema.js';
import { fail } from '../../lib/errors.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import { checkMessageUuid } from '../../lib/messageUuid.js';
import { PUSHED_MESSAGE_GROUP } from '../../lib/pushedMessageGroup.js';
import { checkSelection } from '../../lib/selection.js';

/** Everything that can be said of a change without the table. */
export function request(ctx: Context<MutationUpdateMessageGroupArgs>): NONERequest {
  checkSelection(ctx, PUSHED_MESSAGE_GROUP);
  const { uuid, folder, muted, clearedUpTo, seen } = ctx.args.input;
  checkMember(uuid, callerUuid(ctx));
  const given = [folder, muted, clearedUpTo].filter((value) => isGiven(value));
  if (given.length !== 1) fail('InvalidUpdate', 'Give one of folder, muted, clearedUpTo');
  if (folder === 'REQUESTS' || folder === 'BLOCKED') {
    fail('InvalidUpdate', 'folder takes INBOX or ARCHIVE');
  }
  if (isGiven(seen) !== (folder === 'ARCHIVE')) {
    fail('InvalidUpdate', 'seen goes with folder ARCHIVE, which needs it');
  }
  if (isGiven(seen)) checkMessageUuid('seen', seen);
  if (isGiven(clearedUpTo)) checkMessageUuid('clearedUpTo', clearedUpTo);
  // What `findRow` and `countRead` go by.
  ctx.stash.groupUuid = uuid;
  ctx.stash.upTo = clearedUpTo;
  ctx.stash.clears = isGiven(clearedUpTo);
  return { payload: {} };
}

export function response(): Record<string, never> {
  return {};
}
