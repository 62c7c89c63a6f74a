import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import { DAY_SECONDS } from './day.js';
import type { ClaimItem } from './items.js';

/** Whether a claim leads to its owner. One that was given up leads to no person. */
export const isLive = (claim: ClaimItem): boolean => !claim.expiresAt;

/** Until when a handle that is given up now is kept from others, epoch seconds. */
export const heldUntil = (): number =>
  util.time.nowEpochSeconds() + limits.handle.heldDays * DAY_SECONDS;
