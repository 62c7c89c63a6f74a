import { MessagingError } from '../messaging';
import { limits } from '../generated/limits';
import { copiedTime } from '../ui/parts/time';

const AGAIN = 'That did not work. Try again.';
const ENDED = 'Your session has ended. Sign in again.';

/** A text for each error of `updateProfile` and `deleteAccount` (schema.graphql) that has one of its own. */
const PROBLEMS: Record<string, string> = {
  HandleTaken: 'This handle, or one that looks like it, is taken. Choose another one.',
  ProfileNotFound: 'Your account has no profile, or is being deleted.',
  RecentSignInRequired: `For this you need to have signed in within the last ${limits.account.freshSignInMinutes} minutes.`,
  Network: 'There is no connection. Try again when there is one.',
  SignedOut: ENDED,
  Unauthorized: ENDED,
};

/** The API says in its message which rule was broken. */
const RULES = new Set(['InvalidHandle', 'InvalidDisplayName']);

/** Why the account was not changed. */
export function problemOfAccount(error: unknown): string {
  if (!(error instanceof MessagingError)) return AGAIN;
  const { type, message, info } = error;
  if (RULES.has(type)) return `${message}.`;
  if (type === 'TooManyHandleChanges') return tooMany(Number(info.retryAfter));
  return PROBLEMS[type] ?? AGAIN;
}

/** Why the data was not exported. */
export const problemOfExport = (error: unknown): string =>
  error instanceof DOMException && error.name === 'QuotaExceededError'
    ? 'There is not enough room for the file on this device.'
    : problemOfAccount(error);

/** @param seconds until the handle can be changed again */
const tooMany = (seconds: number): string =>
  `You have had ${limits.handle.maxHeld} handles in ${limits.handle.heldDays} days. You can change it again on ${copiedTime(new Date(Date.now() + seconds * 1_000))}.`;
