import { util } from '@aws-appsync/utils';
import { skeletonOf } from '../handles.js';
import { limits } from '../limits.js';
import { heldUntil } from './claim.js';
import { DAY_SECONDS } from './day.js';
import type { ProfileItem } from './items.js';
import { handleKey, profileKey } from './keys.js';
import type { ProfileChange } from './profileChange.js';
import { put, type TransactionItem, update } from './transaction.js';
import { askForWork } from './work.js';

const { heldDays } = limits.handle;

/** When the handle was changed within the time for which a handle is held, oldest first. */
export function recentChanges({ handleChanges }: ProfileItem): string[] {
  const since = util.time.nowEpochMilliSeconds() - heldDays * DAY_SECONDS * 1_000;
  const from = util.time.epochMilliSecondsToISO8601(since);
  return (handleChanges ?? []).filter((at) => at > from);
}

/**
 * The transaction's items: the profile as it was read, the claim on the new handle, the claim on the old
 * one, and the work. The new claim has the place 1, where the handle changes.
 */
export function profileItems(change: ProfileChange): TransactionItem[] {
  const profile = change.profile!;
  const handle = change.handle ?? profile.handle;
  const displayName = change.displayName ?? profile.displayName;
  const work = askForWork(change.userUuid, true);
  if (handle === profile.handle) {
    return [
      updateProfile(change, { displayName }),
      update(handleKey(handle), {
        expression: 'SET displayName = :name',
        values: { ':name': displayName },
      }),
      work,
    ];
  }
  const claim = {
    uuid: change.userUuid,
    handle,
    displayName,
    ...(profile.isDiscoverable === false ? { isHidden: true } : {}),
  };
  const items = [
    updateProfile(change, { displayName, handle }),
    put(handleKey(handle), claim, {
      expression: 'attribute_not_exists(pk) OR #uuid = :me OR expiresAt <= :now',
      names: { '#uuid': 'uuid' },
      values: { ':me': change.userUuid, ':now': util.time.nowEpochSeconds() },
    }),
  ];
  // Handles that look alike share a claim: the put has replaced it. A held one leads to no person, and would
  // outlive the account with a name in it.
  if (skeletonOf(handle) !== skeletonOf(profile.handle)) {
    items.push(
      update(handleKey(profile.handle), {
        expression: 'SET expiresAt = :until REMOVE displayName',
        values: { ':until': heldUntil() },
      }),
    );
  }
  return [...items, work];
}

/** Under the condition that neither the names nor the account have changed meanwhile. */
function updateProfile(
  { userUuid, profile }: ProfileChange,
  { displayName, handle }: { displayName: string; handle?: string },
): TransactionItem {
  const name = { ':name': displayName };
  return update(
    profileKey(userUuid),
    handle
      ? {
          expression: 'SET displayName = :name, handle = :handle, handleChanges = :changes',
          values: {
            ...name,
            ':handle': handle,
            ':changes': [...recentChanges(profile!), util.time.nowISO8601()],
          },
        }
      : { expression: 'SET displayName = :name', values: name },
    {
      expression: 'handle = :was AND displayName = :nameWas AND attribute_not_exists(deletedAt)',
      values: { ':was': profile!.handle, ':nameWas': profile!.displayName },
    },
  );
}
