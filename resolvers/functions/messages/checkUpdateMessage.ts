import { type Context, type NONERequest, util } from '@aws-appsync/utils';
import type { MutationUpdateMessageArgs } from '../../../generated/schema.js';
import { checkChanged, startChange } from '../../lib/change.js';
import { fail } from '../../lib/errors.js';
import { timeOf } from '../../lib/messageUuid.js';
import { checkText, wellFormed } from '../../lib/text.js';
import { limits } from '../../limits.js';

const { windowMinutes } = limits.edit;

/** Everything that can be said of an edit without the table: a message's id has the time of its commit. */
export function request(ctx: Context<MutationUpdateMessageArgs>): NONERequest {
  checkChanged(ctx);
  const text = wellFormed(ctx.args.input.message);
  checkText(text);
  if (timeOf(ctx.args.input.uuid) + windowMinutes * 60_000 < util.time.nowEpochMilliSeconds()) {
    fail('EditWindowClosed', `A message can be changed for ${windowMinutes} minutes`, {
      minutes: windowMinutes,
    });
  }
  return startChange(ctx, { text });
}

export function response(): Record<string, never> {
  return {};
}
