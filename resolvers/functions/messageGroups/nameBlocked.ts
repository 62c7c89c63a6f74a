import { type Context, type DynamoDBBatchGetItemRequest, runtime } from '@aws-appsync/utils';
import type { MessageGroup } from '../../../generated/schema.js';
import { batchGet, batchItems } from '../../lib/batchGet.js';
import { callerUuid } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import type { ProfileItem } from '../../lib/items.js';
import { profileKey } from '../../lib/keys.js';

/**
 * The names of blocked people with whom there is no conversation. The row of such a block has no names: the
 * other person has no row, so the worker could not find it when they change their names or delete their
 * account.
 */
export function request(ctx: Context): DynamoDBBatchGetItemRequest {
  const unnamed = rowsOf(ctx).filter((row) => row.blocked && !isGiven(row.otherUserHandle));
  ctx.stash.unnamed = unnamed.map(({ otherUserUuid }) => otherUserUuid);
  // An early return of null is an error of AppSync's (aws-appsync-community issue 280): where there is no
  // row, one profile is read for nothing.
  if (!ctx.prev.result) return batchGet(ctx, [profileKey(callerUuid(ctx))]);
  if (unnamed.length === 0) runtime.earlyReturn(ctx.prev.result);
  return batchGet(
    ctx,
    unnamed.map(({ otherUserUuid }) => profileKey(otherUserUuid)),
  );
}

export function response(ctx: Context): unknown {
  const found = batchItems<ProfileItem[]>(ctx);
  const unnamed: string[] = ctx.stash.unnamed;
  for (const row of rowsOf(ctx)) {
    const at = unnamed.indexOf(row.otherUserUuid);
    const profile = at < 0 ? null : found[at];
    if (profile && !isGiven(profile.deletedAt)) {
      row.otherUserDisplayName = profile.displayName;
      row.otherUserHandle = profile.handle;
    }
  }
  return ctx.prev.result;
}

/** What the function before has found: one row, none, or a page. */
function rowsOf(ctx: Context): MessageGroup[] {
  const found: (MessageGroup & { items?: MessageGroup[] }) | null = ctx.prev.result;
  if (!found) return [];
  return found.items ?? [found];
}
