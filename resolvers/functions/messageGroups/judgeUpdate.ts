import { type Context, type NONERequest, runtime } from '@aws-appsync/utils';
import type { MutationUpdateMessageGroupArgs } from '../../../generated/schema.js';
import { fail } from '../../lib/errors.js';
import { isGiven } from '../../lib/isGiven.js';
import { hasConversation, type MessageGroupItem, toMessageGroup } from '../../lib/items.js';

/**
 * Why the row did not take the change. One case goes on: what is to be cleared is no longer the
 * newest message, and the conversation stays in its list.
 */
export function request(ctx: Context<MutationUpdateMessageGroupArgs>): NONERequest {
  if (ctx.stash.answer) runtime.earlyReturn(ctx.stash.answer);
  const { clearedUpTo } = ctx.args.input;
  const row: MessageGroupItem = ctx.stash.row;
  if (!hasConversation(row)) {
    fail('MessageGroupNotFound', 'This conversation does not exist yet');
  }
  if (row.blocked) fail('RecipientBlocked', 'You block this person. End the block first.');
  if (!isGiven(clearedUpTo)) {
    fail('MessageGroupChanged', 'This conversation has changed since. Read it again.');
  }
  if (clearedUpTo > row.lastMessageUuid) {
    fail('InvalidUpdate', 'clearedUpTo is newer than the newest message');
  }
  if ((row.clearedUpTo ?? '') >= clearedUpTo) {
    ctx.stash.answer = toMessageGroup(ctx, row);
    runtime.earlyReturn(ctx.stash.answer);
  }
  return { payload: {} };
}

export function response(): Record<string, never> {
  return {};
}
