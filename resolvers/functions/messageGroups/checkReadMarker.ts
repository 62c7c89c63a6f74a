import type { Context, NONERequest } from '@aws-appsync/utils';
import type { MutationMarkMessageGroupReadArgs } from '../../../generated/schema.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { checkMessageUuid } from '../../lib/messageUuid.js';
import { checkSelection } from '../../lib/selection.js';

/** What the filter of `onMarkMessageGroupRead` and its subscribers cannot do without. */
const PUSHED = ['uuid', 'userUuid', 'unreadCount', 'readUpTo'];

/** Everything that can be said of a read marker without the table. */
export function request(ctx: Context<MutationMarkMessageGroupReadArgs>): NONERequest {
  checkSelection(ctx, PUSHED);
  checkMember(ctx.args.messageGroupUuid, callerUuid(ctx));
  checkMessageUuid('upTo', ctx.args.upTo);
  // What `findRow` and `countRead` go by.
  ctx.stash.groupUuid = ctx.args.messageGroupUuid;
  ctx.stash.upTo = ctx.args.upTo;
  return { payload: {} };
}

export function response(): Record<string, never> {
  return {};
}
