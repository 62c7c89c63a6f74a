import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import { fail } from './errors.js';
import type { ProfileItem } from './items.js';
import { isGiven } from './isGiven.js';
import { DAY_SECONDS } from './day.js';

const DAY_MILLISECONDS = DAY_SECONDS * 1_000;

/**
 * The day that a new conversation counts for, `YYYY-MM-DD` in UTC: today, or the day that is counted
 * already, where another machine's clock has passed midnight before.
 */
export function contactDay({ contactsOn }: ProfileItem, now: string): string {
  const today = now.slice(0, 10);
  return isGiven(contactsOn) && contactsOn > today ? contactsOn : today;
}

/** Ends the request with `TooManyNewConversations` when the day's conversations are used up. */
export function checkContacts(profile: ProfileItem, now: string): void {
  const day = contactDay(profile, now);
  const { maxADay } = limits.newConversations;
  if (profile.contactsOn !== day || (profile.contacts ?? 0) < maxADay) return;
  const tomorrow =
    util.time.parseISO8601ToEpochMilliSeconds(`${day}T00:00:00.000Z`) + DAY_MILLISECONDS;
  const wait = tomorrow - util.time.parseISO8601ToEpochMilliSeconds(now);
  fail('TooManyNewConversations', `You may begin ${maxADay} conversations a day`, {
    max: maxADay,
    retryAfter: Math.ceil(wait / 1000),
  });
}
