import {
  type Context,
  type DynamoDBTransactWriteItemsRequest,
  runtime,
  util,
} from '@aws-appsync/utils';
import { limits } from '../../limits.js';
import { DAY_SECONDS } from '../../lib/day.js';
import { fail } from '../../lib/errors.js';
import type { ProfileItem } from '../../lib/items.js';
import type { ProfileChange } from '../../lib/profileChange.js';
import { profileItems, recentChanges } from '../../lib/profileItems.js';
import { conditionFailed, failUnlessRace, reasonsOf, transact } from '../../lib/transaction.js';

const { heldDays, maxHeld } = limits.handle;

/** One try to change the names, all or nothing: profile, claims, and the work that follows. */
export function request(ctx: Context): DynamoDBTransactWriteItemsRequest {
  const change: ProfileChange = ctx.stash.profileChange;
  if (change.isDone) runtime.earlyReturn({});
  checkChanges(change);
  return transact(ctx, profileItems(change));
}

export function response(ctx: Context): Record<string, never> {
  const change: ProfileChange = ctx.stash.profileChange;
  if (!ctx.error) {
    change.isDone = true;
    return {};
  }
  const reasons = reasonsOf(ctx);
  if (conditionFailed(reasons[0])) {
    const profile = reasons[0]!.item as unknown as ProfileItem | null;
    if (!profile || profile.deletedAt) fail('ProfileNotFound', 'Your account has no profile yet');
    change.profile = profile!;
  } else if (conditionFailed(reasons[1])) {
    fail('HandleTaken', 'This handle, or one that looks like it, is taken');
  } else {
    failUnlessRace(reasons);
  }
  return {};
}

/** The first handle counts, so there is one change less than there are handles. */
function checkChanges({ handle, profile }: ProfileChange): void {
  if (!handle || handle === profile!.handle) return;
  const recent = recentChanges(profile!);
  if (recent.length < maxHeld - 1) return;
  const free =
    util.time.parseISO8601ToEpochMilliSeconds(recent[0]!) + heldDays * DAY_SECONDS * 1_000;
  fail('TooManyHandleChanges', `You may have ${maxHeld} handles in ${heldDays} days`, {
    max: maxHeld,
    retryAfter: Math.ceil((free - util.time.nowEpochMilliSeconds()) / 1_000),
  });
}
