import type { Context, NONERequest } from '@aws-appsync/utils';
import type { MutationUpdateProfileArgs } from '../../../generated/schema.js';
import { displayNameOf } from '../../lib/displayName.js';
import { fail } from '../../lib/errors.js';
import { handleOf } from '../../lib/handleArgument.js';
import { callerUuid } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import type { ProfileChange } from '../../lib/profileChange.js';
import { isReserved } from '../../handles.js';

/** Everything that can be said of new names without the table. Sets `ctx.stash.profileChange`. */
export function request(ctx: Context<MutationUpdateProfileArgs>): NONERequest {
  const { displayName, handle } = ctx.args.input;
  if (!isGiven(displayName) && !isGiven(handle)) {
    fail('InvalidUpdate', 'Give a displayName or a handle');
  }
  const change: ProfileChange = { userUuid: callerUuid(ctx) };
  if (isGiven(displayName)) change.displayName = displayNameOf(displayName);
  if (isGiven(handle)) {
    change.handle = handleOf(handle);
    if (isReserved(change.handle)) fail('InvalidHandle', 'This handle is reserved');
  }
  ctx.stash.profileChange = change;
  return { payload: {} };
}

export function response(): Record<string, never> {
  return {};
}
