import type { Context, NONERequest } from '@aws-appsync/utils';
import type { User } from '../../../generated/schema.js';
import { conflict } from '../../lib/errors.js';
import { evictUser } from '../../lib/evictUser.js';
import { suspensionOf } from '../../lib/suspension.js';
import type { ProfileChange } from '../../lib/profileChange.js';

export function request(ctx: Context): NONERequest {
  const { isDone }: ProfileChange = ctx.stash.profileChange;
  if (!isDone) {
    conflict('Your profile changed at the same time. Try again.');
  }
  return { payload: {} };
}

/** The caller as others see them from now on. */
export function response(ctx: Context): User {
  const { userUuid, handle, displayName, profile }: ProfileChange = ctx.stash.profileChange;
  evictUser(ctx, profile!.handle);
  if (handle && handle !== profile!.handle) evictUser(ctx, handle);
  return {
    uuid: userUuid,
    handle: handle ?? profile!.handle,
    displayName: displayName ?? profile!.displayName,
    suspension: suspensionOf(profile!, ctx.env.CONTACT),
  };
}
