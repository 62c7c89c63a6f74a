import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import type { Change } from './change.js';
import { fail } from './errors.js';
import { folderKey } from './folders.js';
import { membersOf } from './ids.js';
import { isGiven } from './isGiven.js';
import { type CancellationReason, conditionFailed, failUnlessRace } from './transaction.js';

/**
 * Ends the request when the change may not be made to what was found. A read may be a little old, so
 * only what lasts is judged here: a message stays deleted, edits are only counted up. Errors:
 * `Forbidden`, `MessageDeleted`, `TooManyEdits`, `NotAccepted`, `AccountSuspended`.
 */
export function judgeChange({ by, groupUuid, text, deletedBy, found }: Change): void {
  const { message, rows } = found!;
  const isOwn = message.userUuid === by;
  if (deletedBy === 'MODERATOR') {
    if (isGiven(message.deletedAt)) fail('MessageDeleted', 'This message is deleted already');
    return;
  }
  if ((deletedBy || isGiven(text)) && !isOwn) fail('Forbidden', 'You did not write this message');
  if (deletedBy) return;
  if (isGiven(message.deletedAt)) fail('MessageDeleted', 'This message is deleted');
  const { max } = limits.edit;
  if (isGiven(text) && (message.edits ?? 0) >= max) {
    fail('TooManyEdits', `A message can be changed ${max} times`, { max });
  }
  const row = rows[groupUuid.startsWith(by) ? 0 : 1];
  // Who writes has accepted; a reaction may be the first thing that is said.
  if (!isGiven(text) && isGiven(row?.home) && row.home !== folderKey(by, 'INBOX')) {
    fail('NotAccepted', 'Accept the conversation first');
  }
  const until = row?.suspendedUntil;
  if (isGiven(until) && until > util.time.nowISO8601()) {
    fail('AccountSuspended', `You cannot change messages before ${until}`, { until });
  }
}

/**
 * Why a change was cancelled. Takes over the items that failed a condition, so that the next try goes by
 * what is there. Errors: `MessageNotFound`, `RecipientBlocked`, `RecipientUnavailable`, `Unavailable`, and
 * those of `judgeChange`.
 * @param reasons in the order of `changeItems`
 * @param rowsTried which row each item after the first three is of
 */
export function judgeCancelledChange(
  change: Change,
  reasons: CancellationReason[],
  rowsTried: number[],
): void {
  const found = change.found!;
  if (conditionFailed(reasons[0])) {
    if (!reasons[0]!.item) messageNotFound();
    found.message = reasons[0]!.item as unknown as typeof found.message;
  }
  if (conditionFailed(reasons[2])) {
    found.head = reasons[2]!.item ?? {};
    if (!change.deletedBy) judgeBlocks(change);
  }
  rowsTried.forEach((row, at) => {
    const reason = reasons[3 + at];
    if (conditionFailed(reason)) {
      found.rows[row] = (reason!.item ?? null) as (typeof found.rows)[number];
    }
  });
  judgeChange(change);
  failUnlessRace(reasons);
}

/** Ends the request: the conversation has no such message. */
export const messageNotFound = (): never =>
  fail('MessageNotFound', 'There is no such message in this conversation');

/** The caller's own block comes first, so that it hides the other one. */
function judgeBlocks({ groupUuid, by, found }: Change): void {
  const { blockedBy1, blockedBy2 } = found!.head;
  const isFirst = membersOf(groupUuid)[0] === by;
  if (isFirst ? blockedBy1 : blockedBy2) {
    fail('RecipientBlocked', 'You block this person. End the block first.');
  }
  if (isFirst ? blockedBy2 : blockedBy1) {
    fail('RecipientUnavailable', 'This person cannot get messages from you');
  }
}
