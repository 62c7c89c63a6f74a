import type { Context, NONERequest } from '@aws-appsync/utils';
import type { MutationSetReactionArgs } from '../../../generated/schema.js';
import { checkChanged, startChange } from '../../lib/change.js';
import { checkEmoji } from '../../lib/emoji.js';
import { isGiven } from '../../lib/isGiven.js';

/** Everything that can be said of a reaction without the table. */
export function request(ctx: Context<MutationSetReactionArgs>): NONERequest {
  checkChanged(ctx);
  const emoji = ctx.args.input.emoji ?? null;
  if (isGiven(emoji)) checkEmoji(emoji);
  return startChange(ctx, { emoji });
}

export function response(): Record<string, never> {
  return {};
}
