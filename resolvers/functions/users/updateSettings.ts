import { type Context, type DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import type { MutationUpdateSettingsArgs } from '../../../generated/schema.js';
import { conflict, fail } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { isGiven } from '../../lib/isGiven.js';
import { handleKey, profileKey } from '../../lib/keys.js';
import { endReadMarkersOf } from '../../lib/sessions.js';
import {
  conditionFailed,
  failUnlessRace,
  reasonsOf,
  transact,
  type TransactionItem,
  update,
} from '../../lib/transaction.js';
import { askForWork } from '../../lib/work.js';

/**
 * Only what was chosen otherwise than the default is stored. Rows have a copy of what read receipts
 * need, so a change of that comes with work.
 */
export function request(
  ctx: Context<MutationUpdateSettingsArgs>,
): DynamoDBTransactWriteItemsRequest {
  const me = callerUuid(ctx);
  const { acceptsRequests, showsReadReceipts, isDiscoverable } = ctx.args.input;
  const settings = [
    { name: 'acceptsRequests', value: acceptsRequests },
    { name: 'showsReadReceipts', value: showsReadReceipts },
    { name: 'isDiscoverable', value: isDiscoverable },
  ].filter(({ value }) => isGiven(value));
  if (settings.length === 0) fail('InvalidUpdate', 'Give at least one setting');
  const sets = settings.filter(({ value }) => !value).map(({ name }) => `${name} = :no`);
  const removals = settings.filter(({ value }) => value).map(({ name }) => name);
  const set = sets.length > 0 ? `SET ${sets.join(', ')}` : '';
  const remove = removals.length > 0 ? `REMOVE ${removals.join(', ')}` : '';
  const change = {
    expression: `${set} ${remove}`.trim(),
    ...(sets.length > 0 ? { values: { ':no': false } } : {}),
  };
  const exists = { expression: 'attribute_exists(pk)' };
  return transact(ctx, [
    update(profileKey(me), change, exists),
    ...(ctx.stash.handle ? [showClaim(ctx.stash.handle, me, isDiscoverable)] : []),
    ...(isGiven(showsReadReceipts) ? [askForWork(me)] : []),
  ]);
}

/** The claim on the handle says whether a search finds it. The condition: it still is the caller's. */
const showClaim = (
  handle: string,
  me: string,
  isDiscoverable: boolean | null | undefined,
): TransactionItem =>
  update(
    handleKey(handle),
    isDiscoverable
      ? { expression: 'REMOVE isHidden' }
      : { expression: 'SET isHidden = :yes', values: { ':yes': true } },
    {
      expression: '#uuid = :me AND handle = :handle',
      names: { '#uuid': 'uuid' },
      values: { ':me': me, ':handle': handle },
    },
  );

/** A live subscription delivers what the settings said when it began: it ends, and begins again. */
export function response(ctx: Context<MutationUpdateSettingsArgs>): Record<string, never> {
  if (!ctx.error) {
    if (isGiven(ctx.args.input.showsReadReceipts)) endReadMarkersOf(callerUuid(ctx));
    return {};
  }
  const reasons = reasonsOf(ctx);
  if (conditionFailed(reasons[0])) fail('ProfileNotFound', 'Your account has no profile yet');
  failUnlessRace(reasons);
  conflict('Your profile changed at the same time. Try again.');
}
