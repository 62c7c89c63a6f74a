import {
  type AppSyncIdentityCognito,
  type Context,
  type DynamoDBTransactWriteItemsRequest,
  runtime,
  util,
} from '@aws-appsync/utils';
import type { MutationDeleteAccountArgs } from '../../../generated/schema.js';
import { limits } from '../../limits.js';
import { fail } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { profileKey } from '../../lib/keys.js';
import { endSessionsOf } from '../../lib/sessions.js';
import {
  conditionFailed,
  failUnlessRace,
  reasonsOf,
  transact,
  update,
} from '../../lib/transaction.js';
import { askForWork } from '../../lib/work.js';
import { deletionUpdate } from '../../lib/workUpdate.js';

const { freshSignInMinutes } = limits.account;

/**
 * Marks the profile as deleted, and asks the worker for the rest. A refresh does not change `auth_time`:
 * it is when the person signed in (OpenID Connect Core 1.0, ID token).
 */
export function request(
  ctx: Context<MutationDeleteAccountArgs>,
): DynamoDBTransactWriteItemsRequest {
  if (ctx.stash.isDeleted) runtime.earlyReturn({});
  const signedInAt: number = (ctx.identity as AppSyncIdentityCognito).claims.auth_time;
  if (signedInAt + freshSignInMinutes * 60 < util.time.nowEpochSeconds()) {
    fail('RecentSignInRequired', 'Sign in again before you delete your account', {
      minutes: freshSignInMinutes,
    });
  }
  const me = callerUuid(ctx);
  const deletion = deletionUpdate(util.time.nowISO8601(), ctx.args.messages === 'ERASE');
  return transact(ctx, [
    update(profileKey(me), deletion, { expression: 'attribute_exists(pk)' }),
    askForWork(me),
  ]);
}

export function response(ctx: Context): Record<string, never> {
  if (!ctx.error) {
    ctx.stash.isDeleted = true;
    endSessionsOf(callerUuid(ctx));
    return {};
  }
  const reasons = reasonsOf(ctx);
  if (conditionFailed(reasons[0])) fail('ProfileNotFound', 'Your account has no profile yet');
  failUnlessRace(reasons);
  return {};
}
