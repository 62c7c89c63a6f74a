import type { Context, NONERequest } from '@aws-appsync/utils';
import type { MutationMarkMessageGroupReadArgs } from '../../../generated/schema.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { checkMessageUuid } from '../../lib/messageUuid.js';
import { PUSHED_READ_MARKER } from '../../lib/readMarker.js';
import { checkSelection } from '../../lib/selection.js';

/** Validates everything that needs no table read. */
export function request(ctx: Context<MutationMarkMessageGroupReadArgs>): NONERequest {
  checkSelection(ctx, PUSHED_READ_MARKER);
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
