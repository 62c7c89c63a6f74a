import type { Context, NONERequest } from '@aws-appsync/utils';
import type { MutationBlockUserArgs } from '../../../generated/schema.js';
import type { Block } from '../../lib/block.js';
import { callerUuid, checkOtherPerson, groupUuidOf } from '../../lib/ids.js';
import { PUSHED_MESSAGE_GROUP } from '../../lib/pushedMessageGroup.js';
import { checkSelection } from '../../lib/selection.js';

/** Everything that can be said of a block, or of its end, without the table; begins `ctx.stash.block`. */
export function request(ctx: Context<MutationBlockUserArgs>): NONERequest {
  checkSelection(ctx, PUSHED_MESSAGE_GROUP);
  const me = callerUuid(ctx);
  checkOtherPerson('uuid', ctx.args.uuid, me);
  const block: Block = {
    groupUuid: groupUuidOf(me, ctx.args.uuid),
    blocker: me,
    person: { uuid: ctx.args.uuid },
  };
  ctx.stash.block = block;
  return { payload: {} };
}

export function response(): Record<string, never> {
  return {};
}
