import type { Context, NONERequest } from '@aws-appsync/utils';
import type { Message } from '../../../generated/schema.js';
import { conflict } from '../../lib/errors.js';
import { toMessage } from '../../lib/items.js';

export function request(ctx: Context): NONERequest {
  if (!ctx.stash.changed) {
    conflict('Others changed this conversation at the same time. Try again.');
  }
  return { payload: {} };
}

/** The message as it is after the change. */
export function response(ctx: Context): Message {
  return toMessage(ctx.stash.changed, ctx.stash.change.groupUuid);
}
